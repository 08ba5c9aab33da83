"""Draws the process tree right after one event: who is whose child, what state each is in, and what it is doing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demos.narration import SLEEPS, signal_name
from demos.picture.font import Font, bundled
from demos.picture.labels import Labels, duration, labels
from demos.picture.layout import Doing
from demos.picture.style import ADOPTION, BAND, GROUND, INK, LOOKS, MARGIN, MUTED, RULE, SMALL, TEXT, TITLE, WIDTH
from demos.picture.svg import Drawing
from demos.recording import Exit, Process, Reap, Recording, Reparent

MAX_ROWS = 64
MAX_DEPTH = 8
"""Deeper processes are drawn at this depth, so that their text has room."""
INDENT = 18.0
SIGN = 12.0
"""How wide the sign of the state is."""


@dataclass(frozen=True)
class Row:
    """A process in the tree, `depth` below the root. `above` is the row of its parent, None for a root.

    `exit` is what a zombie died of, `adopted_from` its first parent if it has another now; `acts` when the event
    is its.
    """

    process: Process
    depth: int
    above: int | None
    exit: Exit | None = None
    adopted_from: int | None = None
    acts: bool = False


def lay_out_tree(recording: Recording, event: int) -> list[Row]:
    """The tree as rows, each process above its children, siblings by PID.

    Raises:
        LookupError: there is no such event, or nothing had been seen by then.
    """
    acting = recording.events[event].pid
    past = recording.events[: event + 1]
    exits = {e.pid: e for e in past if isinstance(e, Exit)}
    origin: dict[int, int] = {}
    for e in past:
        if isinstance(e, Reparent):
            origin.setdefault(e.pid, e.old)
    processes = {process.pid: process for process in recording.snapshot_at(event).processes}
    children: dict[int | None, list[Process]] = {}
    for process in processes.values():
        children.setdefault(process.ppid if process.ppid in processes else None, []).append(process)
    rows: list[Row] = []
    stack: list[tuple[Process, int, int | None]] = [(process, 0, None) for process in children.pop(None, [])[::-1]]
    while stack:
        process, depth, above = stack.pop()
        dead = exits.get(process.pid) if process.state in ("exiting", "zombie", "dead") else None
        rows.append(Row(process, depth, above, dead, origin.get(process.pid), process.pid == acting))
        below = [(child, depth + 1, len(rows) - 1) for child in children.pop(process.pid, [])]
        stack += below[::-1]
    return rows


def tree_svg(recording: Recording, event: int, language: str = "en", font: Font | None = None) -> str:
    """The picture of the process tree right after the event with that index, as SVG in the style of the timeline.

    Raises:
        LookupError: there is no such event, or nothing had been seen by then.
    """
    font = font or bundled()
    return _Picture(recording, event, labels(language, font), font).svg()


class _Picture:
    def __init__(self, recording: Recording, event: int, label: Labels, font: Font) -> None:
        self.recording, self.event, self.label = recording, event, label
        rows = lay_out_tree(recording, event)
        self.rows, self.hidden = rows[:MAX_ROWS], len(rows[MAX_ROWS:])
        self.height = 44.0 if len(rows) <= 10 else 17.0
        self.drawing = Drawing(font)
        self.top = 0.0

    def svg(self) -> str:
        self.top = self._head() + 6
        for index, row in enumerate(self.rows):
            if row.above is not None:
                self._branch(index, row)
        for index, row in enumerate(self.rows):
            self._row(index, row)
        y = self.top + self.height * len(self.rows) + 4
        for note in self._notes():
            for line in self.drawing.font.wrap(note, SMALL, WIDTH - 2 * MARGIN, 2):
                y += 14
                self.drawing.text(MARGIN, y, line, SMALL, MUTED)
        title = self.label("tree", name=self.recording.program.name)
        return self.drawing.svg(WIDTH, y + MARGIN, GROUND, title)

    def _head(self) -> float:
        """The name, when this is, and what just happened; gives where that ends."""
        drawing, font, recording = self.drawing, self.drawing.font, self.recording
        event = recording.events[self.event]
        time = duration(event.t, self.label)
        step = self.label("step", event=self.event + 1, events=len(recording.events), time=time)
        drawing.text(WIDTH - MARGIN, 21, step, SMALL, MUTED, anchor="end")
        room = WIDTH - 2 * MARGIN - font.width(step, SMALL) - 10
        drawing.text(MARGIN, 21, font.clip(recording.program.name, TITLE, room), TITLE, INK)
        y = 24.0
        for line in font.wrap(self.label.narrator.sentence(event), TEXT, WIDTH - 2 * MARGIN, 3):
            y += 16
            drawing.text(MARGIN, y, line, TEXT, INK)
        return y

    def _notes(self) -> Iterator[str]:
        events = self.recording.events[: self.event + 1]
        gone = [str(event.child) for event in events if isinstance(event, Reap)]
        if gone:
            yield self.label("gone", pids=", ".join(f"PID {pid}" for pid in gone[:MAX_ROWS]))
        if self.hidden:
            yield self.label("hidden", processes=self.hidden)

    # --- rows -----------------------------------------------------------------------------------------------

    def _left(self, row: Row) -> float:
        return MARGIN + INDENT * min(row.depth, MAX_DEPTH)

    def _branch(self, index: int, row: Row) -> None:
        """The line from the parent."""
        parent = self.rows[row.above or 0]
        x, right = self._left(parent) + SIGN / 2, self._left(row)
        start = self.top + self.height * ((row.above or 0) + 1) - 4
        middle = self.top + self.height * (index + 0.5)
        adopted = row.adopted_from is not None
        line = f"M{x:.1f} {start:.1f}V{middle:.1f}H{max(right, x + 6):.1f}"
        self.drawing.path(line, stroke=ADOPTION if adopted else RULE, dashes="5 3" if adopted else "")
        if adopted:
            self.drawing.circle(x, middle, 3, GROUND, ADOPTION)

    def _row(self, index: int, row: Row) -> None:
        drawing, font, process = self.drawing, self.drawing.font, row.process
        x, y, height = self._left(row), self.top + self.height * index + 2, self.height - 4
        roomy = height > 20
        doing = _doing(process)
        look = LOOKS[doing]
        outline = INK if row.acts else None
        drawing.rect(x, y, WIDTH - MARGIN - x, height, BAND, stroke=outline, radius=3)
        fill = drawing.pattern(doing, look.pattern, look.colour, GROUND) if look.pattern else look.colour
        drawing.rect(x, y, SIGN, height, fill, stroke=look.colour if look.pattern else None, radius=3)
        facts = " · ".join(self._facts(row))
        line = y + (16 if roomy and facts else height / 2 + 4)
        state = self.label.narrator.state(process.state)
        drawing.text(WIDTH - MARGIN - 8, line, state, SMALL, look.colour, anchor="end")
        left, right = x + SIGN + 7, WIDTH - MARGIN - 8 - font.width(state, SMALL) - 8
        left += 8 + drawing.text(left, line, self.label("pid", pid=str(process.pid)), TEXT if roomy else SMALL, INK)
        if roomy:
            drawing.text(left, line, font.clip(process.name, SMALL, right - left), SMALL, MUTED)
            left, right, line = x + SIGN + 7, WIDTH - MARGIN - 8, line + 16
        if right - left > 20:
            drawing.text(left, line, font.clip(facts, SMALL, right - left), SMALL, INK if roomy else MUTED)

    def _facts(self, row: Row) -> Iterator[str]:
        """What is worth knowing about a process beside its state."""
        if row.exit and row.exit.signal is not None:
            yield self.label("ended", signal=signal_name(row.exit.signal))
        elif row.exit:
            yield self.label("exited", code=str(row.exit.code))
        if row.process.state == "zombie":
            yield self.label("unreaped", parent=str(row.process.ppid))
        elif row.process.doing:
            yield self.label.narrator.doing(row.process.doing)
        if row.adopted_from is not None:
            yield self.label("adopted-from", old=str(row.adopted_from))


def _doing(process: Process) -> Doing:
    match process.state:
        case "running" | "stopped" | "zombie":
            return process.state
        case "exiting":
            return "running"
        case "dead":
            return "zombie"
    call = process.doing.partition("(")[0]
    return "sleeping" if call in SLEEPS | {"pause"} else "waiting"
