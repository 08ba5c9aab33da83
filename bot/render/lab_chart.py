"""Bars that count answers or outcomes, as SVG: what was predicted, and what came out in many runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from demos.picture.font import ELLIPSIS, bundled
from demos.picture.style import BAND, GROUND, INK, LOOKS, MARGIN, MUTED, OK, SMALL, TEXT, TITLE, WIDTH
from demos.picture.svg import Drawing

BarKind: TypeAlias = Literal["right", "possible", "other", "unseen"]
"""``right``: it is what came out. ``possible``: it could have. ``unseen``: it could, and has not in any run."""

MOST_BARS = 8
MOST_LINES = 5
"""Of a label."""

_BAR = 12.0
_GAP = 12.0
_HEADING = 22.0
_LINE = 14.0

_COLOURS: dict[BarKind, str] = {
    "right": OK,
    "possible": LOOKS["waiting"].colour,
    "other": LOOKS["sleeping"].colour,
    "unseen": BAND,
}


@dataclass(frozen=True)
class Bar:
    """A bar with its label, of one line or more, which may be hostile. Its kind is said in words too."""

    label: str
    count: int
    kind: BarKind


@dataclass(frozen=True)
class Group:
    """Bars of one question; `left_out` more had no room."""

    heading: str
    bars: Sequence[Bar]
    left_out: str = ""


def chart_svg(title: str, groups: Sequence[Group], words: Mapping[str, str], foot: str = "") -> str:
    """The picture. `words` says what each kind of bar means, empty where there is nothing to say."""
    drawing = Drawing(bundled())
    y = MARGIN + TITLE
    for line in drawing.font.wrap(title, TITLE, WIDTH - 2 * MARGIN, 2):
        drawing.text(MARGIN, y, line, TITLE, INK)
        y += TITLE + 4
    most = max((bar.count for group in groups for bar in group.bars), default=0)
    for group in groups:
        if group.heading:
            y += _HEADING - TEXT
            drawing.text(MARGIN, y, drawing.font.clip(group.heading, TEXT, WIDTH - 2 * MARGIN), TEXT, MUTED)
            y += TEXT - 4
        for bar in group.bars:
            y = _draw(drawing, bar, most, y, words.get(bar.kind, "")) + _GAP
        if group.left_out:
            drawing.text(MARGIN, y + SMALL, group.left_out, SMALL, MUTED)
            y += _LINE + 4
    for line in drawing.font.wrap(foot, SMALL, WIDTH - 2 * MARGIN, 3) if foot else []:
        drawing.text(MARGIN, y + SMALL + 2, line, SMALL, INK)
        y += _LINE
    return drawing.svg(WIDTH, y + MARGIN, GROUND, title)


def _draw(drawing: Drawing, bar: Bar, most: int, y: float, word: str) -> float:
    """Draws the bar below its label; gives where it ends."""
    colour, font = _COLOURS[bar.kind], drawing.font
    lines = bar.label.rstrip("\n").split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], ELLIPSIS]
    side = font.width(word, SMALL) + 8 if word else 0.0
    if word:
        drawing.text(WIDTH - MARGIN, y + SMALL, word, SMALL, _text_colour(bar.kind), anchor="end")
    for number, line in enumerate(lines):
        room = WIDTH - 2 * MARGIN - (0.0 if number else side)
        drawing.text(MARGIN, y + SMALL, font.clip(line, SMALL, room), SMALL, INK)
        y += _LINE
    room = WIDTH - 2 * MARGIN - 44
    drawing.rect(MARGIN, y + 2, room, _BAR, BAND, radius=3)
    if bar.count:
        drawing.rect(MARGIN, y + 2, max(3.0, room * bar.count / max(1, most)), _BAR, colour, radius=3)
    drawing.text(WIDTH - MARGIN, y + _BAR, str(bar.count), TEXT, INK, anchor="end")
    return y + 2 + _BAR


def _text_colour(kind: BarKind) -> str:
    return MUTED if kind in ("other", "unseen") else _COLOURS[kind]
