"""Where things go: how wide each step of a timeline is, and which labels it has room for."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from demos.narration import signal_name
from demos.picture.font import ELLIPSIS, Font
from demos.picture.labels import Labels
from demos.picture.layout import Mark, Stretch, Timeline
from demos.picture.style import ADOPTION, BAD, INK, LOOKS, NOTICE, OK, SMALL

Line: TypeAlias = Literal["above", "below", "output"]
Row: TypeAlias = tuple[int, Line]
"""A line of text of a lane: the PID, and which line."""

Taken: TypeAlias = dict[Row, list[tuple[float, float]]]
"""Where, from x to x, something is in a line already."""

STEP = 6.0
"""The least width of a step. All grow together when there is room."""


@dataclass(frozen=True)
class Label:
    """A text at a step. A lower `rank` goes first; one of 0 may move left; with `clip` a part of it will do.

    `indent` is how far to the right of its step it starts.
    """

    pid: int
    line: Line
    step: int
    text: str
    colour: str
    rank: int
    clip: bool = False
    indent: float = 0.0

    @property
    def row(self) -> Row:
        return self.pid, self.line


@dataclass(frozen=True)
class Placed:
    """A label that is drawn: `text` is as much of it as there is room for."""

    label: Label
    x: float
    text: str
    width: float


def exit_colour(mark: Mark) -> str:
    """Green for an exit code of 0 only."""
    return OK if mark.text == "0" and not mark.killed else BAD


def all_labels(timeline: Timeline, label: Labels) -> Iterator[Label]:
    """Every label that one could wish for."""
    for stretch in timeline.stretches:
        look = LOOKS[stretch.doing]
        if stretch.call:
            yield Label(stretch.pid, "above", stretch.first, stretch.call, look.colour, 3)
        elif stretch.doing in ("zombie", "stopped"):
            rank = 1 if _lasts(stretch, timeline) else 5
            yield Label(stretch.pid, "below", stretch.first, label(stretch.doing), look.colour, rank)
    ends = {(mark.pid, mark.text) for mark in timeline.marks if mark.killed}
    for link in timeline.links:
        if link.kind == "adoption":
            text = label("adopted", pid=str(link.target))
            yield Label(link.source, "below", link.step, text, ADOPTION, 0)
        elif link.kind == "signal" and (link.target, name := signal_name(link.signal)) not in ends:
            yield Label(link.target, "above", link.step, name, NOTICE, 1)
    for mark in timeline.marks:
        match mark.kind:
            case "exit":
                text = label("killed", signal=mark.text) if mark.killed else label("exit", code=mark.text)
                yield Label(mark.pid, "above", mark.step, text, exit_colour(mark), 0)
            case "stdout" | "stderr":
                colour = INK if mark.kind == "stdout" else BAD
                yield Label(mark.pid, "output", mark.step, mark.text, colour, 4, clip=True)
            case "signal":
                yield Label(mark.pid, "above", mark.step, mark.text, NOTICE, 1)
            case "error":
                yield Label(mark.pid, "above", mark.step, mark.text, BAD, 1)
            case "call" | "exec":
                # A process's own PID is in its label already.
                rank = 4 if mark.text.startswith("getpid(") else 2
                yield Label(mark.pid, "above", mark.step, mark.text, INK, rank)


def _lasts(stretch: Stretch, timeline: Timeline) -> bool:
    """Whether time passed meanwhile, or the stretch never ended."""
    return stretch.pid in timeline.left or any(stretch.first < p.step <= stretch.last for p in timeline.pauses)


def places(timeline: Timeline, texts: Sequence[Label], font: Font, left: float, right: float) -> list[float]:
    """The x of each step: as wide as the labels want, the important ones first, while all of it fits."""
    chosen: dict[Label, float] = {}
    steps = _spread(timeline, chosen)
    for wishes in _wishes(texts, font):
        # All at once mostly fits, or is hopeless because there are too many; between those, one by one.
        batches = [wishes] + ([{label: width} for label, width in wishes.items()] if len(wishes) <= 40 else [])
        for batch in batches:
            wider = _spread(timeline, chosen | batch)
            if wider[-1] <= right - left:
                steps, chosen = wider, chosen | batch
                if batch is wishes:
                    break
    scale = (right - left) / steps[-1] if steps[-1] else 1.0
    return [left + x * scale for x in steps]


def _wishes(texts: Sequence[Label], font: Font) -> Iterator[dict[Label, float]]:
    """The widths that labels wish for, rank by rank; what can be clipped is content with less at first."""
    widths = {label: font.width(label.text[:50], SMALL) + label.indent for label in texts}
    for rank in sorted({label.rank for label in texts}):
        whole = {label: width for label, width in widths.items() if label.rank == rank and not label.clip}
        clipped = {label: width for label, width in widths.items() if label.rank == rank and label.clip}
        if whole:
            yield whole
        for least in (40.0, 80.0, 150.0) if clipped else ():
            yield {label: min(width, least) for label, width in clipped.items()}


def _spread(timeline: Timeline, labels: Mapping[Label, float]) -> list[float]:
    """The least x of each step, from 0, that keeps all distances; each is one to an earlier step."""
    distances: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for stretch in timeline.stretches:
        distances[stretch.last].append((stretch.first, 16 if stretch.doing == "zombie" else 9))
    for pause in timeline.pauses:
        distances[pause.step].append((pause.step - 1, 22 + 8 * math.log10(1 + pause.seconds * 20)))
    if timeline.gap:
        distances[timeline.gap.step + 1].append((timeline.gap.step, 30))
    rows: dict[Row, list[Label]] = defaultdict(list)
    for label in labels:
        rows[label.row].append(label)
    for row in rows.values():
        row.sort(key=lambda label: label.step)
        for label, following in pairwise(row):
            distances[following.step].append((label.step, labels[label] + 7))
        distances[timeline.end].append((row[-1].step, labels[row[-1]] - 6))
    x = [0.0]
    for step in range(1, timeline.end + 1):
        x.append(max([x[-1] + STEP] + [x[before] + width for before, width in distances[step]]))
    return x


def place(texts: Iterable[Label], x: Sequence[float], font: Font, right: float, taken: Taken) -> Iterator[Placed]:
    """The labels that find room beside what is `taken`, the important ones first."""
    for label in sorted(texts, key=lambda label: (label.rank, label.step)):
        occupied = taken.setdefault(label.row, [])
        start = x[label.step] + label.indent
        if any(begin < start + 1 and start < end for begin, end in occupied):
            continue
        room = min((begin for begin, _ in occupied if begin > start), default=right) - start - 3
        text = font.clip(label.text, SMALL, room) if label.clip else font.shown(label.text)
        width = font.width(text, SMALL)
        if width > room and label.rank == 0:
            start -= width - room
            if any(begin < start + width and start < end for begin, end in occupied):
                continue
        elif width > room or (text.endswith(ELLIPSIS) and len(text) < 8):
            continue
        occupied.append((start - 3, start + width))
        yield Placed(label, start, text, width)
