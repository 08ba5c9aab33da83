"""Draws a Recording as a timeline: a lane for each process, time going right, one step for each event."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import get_args

from demos.picture.font import Font, bundled
from demos.picture.labels import Labels, duration, labels
from demos.picture.layout import Lane, Link, Stretch, lay_out
from demos.picture.legend import draw_legend
from demos.picture.places import Label, Line, Taken, all_labels, exit_colour, place, places
from demos.picture.style import (
    BAD,
    BAND,
    GROUND,
    INK,
    LINKS,
    LOOKS,
    MARGIN,
    MUTED,
    NOTICE,
    OK,
    RULE,
    SMALL,
    TEXT,
    TITLE,
    WIDTH,
)
from demos.picture.svg import Drawing
from demos.recording import INIT, Bound, Recording

HEAD = 59.0
"""Where the axis is."""
END = WIDTH - MARGIN - 4


@dataclass(frozen=True)
class Rows:
    """The places in a lane, from its top: the bar, and the base lines of the texts for which there is room."""

    height: float
    bar: float
    thickness: float
    lines: dict[Line, float]

    def height_of(self, pid: int) -> float:
        """How high a lane is; init's has no texts below."""
        return min(self.height, self.bar + self.thickness + 8) if pid == INIT else self.height

    def fit(self, label: Label) -> Label | None:
        """The label as it can be in these rows: a text of output without its own line goes beside its sign."""
        if label.line == "output" and "output" not in self.lines:
            label = replace(label, line="below", indent=8)
        return label if label.line in self.lines else None

    @staticmethod
    def of(lanes: int) -> Rows:
        """The roomiest rows that keep the picture near the shape of a screen."""
        if lanes <= 4:
            return Rows(61, 15, 14, {"above": 11, "below": 40, "output": 53})
        if lanes <= 7:
            return Rows(48, 16, 13, {"above": 12, "below": 41})
        if lanes <= 14:
            return Rows(32, 16, 11, {"above": 12})
        return Rows(15, 3, 9, {})


def timeline_svg(recording: Recording, language: str = "en", font: Font | None = None) -> str:
    """The picture of a recording, as SVG: 400 units wide, as high as its processes need.

    Any text in it that came from the program is shown as text and nothing else. `language` falls back to English
    where it does not exist or the font cannot show it.
    """
    font = font or bundled()
    return _Picture(recording, labels(language, font), font).svg()


class _Picture:
    def __init__(self, recording: Recording, label: Labels, font: Font) -> None:
        self.recording, self.label = recording, label
        self.timeline = lay_out(recording)
        self.drawing = Drawing(font)
        self.rows = Rows.of(len(self.timeline.lanes))
        heights = [self.rows.height_of(lane.pid) for lane in self.timeline.lanes]
        *tops, self.bottom = accumulate(heights, initial=HEAD + 6)
        self.top = {lane.pid: top for lane, top in zip(self.timeline.lanes, tops, strict=True)}
        names = [self.label("pid", pid=str(lane.pid)) for lane in self.timeline.lanes] or [""]
        self.left = MARGIN + max(46.0, *(font.width(name, TEXT) + 8 for name in names))
        wanted = (self.rows.fit(text) for text in all_labels(self.timeline, label))
        self.labels = [text for text in wanted if text]
        self.x = places(self.timeline, self.labels, font, self.left, END)

    def svg(self) -> str:
        self._head()
        self._pauses()
        self._links()
        for lane in self.timeline.lanes:
            self._lane(lane)
        for stretch in self.timeline.stretches:
            self._stretch(stretch)
        self._tips()
        self._marks()
        self._texts()
        self._ending()
        height = draw_legend(self.drawing, self.timeline, self.label, self.bottom + 8)
        title = self.label("timeline", name=self.recording.program.name)
        return self.drawing.svg(WIDTH, height, GROUND, title)

    # --- around the lanes -----------------------------------------------------------------------------------

    def _head(self) -> None:
        drawing, font, recording = self.drawing, self.drawing.font, self.recording
        time = duration(recording.seconds, self.label)
        if recording.clock == "virtual":
            time = self.label("simulated", time=time)
        room = WIDTH - 2 * MARGIN - font.width(time, TEXT) - 10
        drawing.text(MARGIN, 21, font.clip(recording.program.name, TITLE, room), TITLE, INK)
        drawing.text(WIDTH - MARGIN, 21, time, TEXT, MUTED, anchor="end")
        ending = self.label.narrator.ending(recording.ending, recording.bound)
        colour = OK if (recording.ending.kind, recording.ending.code) == ("exited", 0) else BAD
        drawing.text(MARGIN, 37, font.clip(ending, TEXT, WIDTH - 2 * MARGIN), TEXT, colour)
        drawing.line(self.left, HEAD, END, HEAD, RULE, 1)
        if (END - self.left) / len(self.x) > 3:  # else they are a bar
            drawing.path("".join(f"M{x:.1f} {HEAD - 2}v4" for x in self.x), stroke=RULE, width=1)

    def _pauses(self) -> None:
        """A band for each stretch of time in which nothing happened, and how long it was."""
        drawing, bottom, free = self.drawing, self.bottom, self.left
        for pause in self.timeline.pauses:
            x1, x2 = self.x[pause.step - 1] + 2, self.x[pause.step] - 2
            drawing.rect(x1, HEAD, x2 - x1, bottom - HEAD, BAND)
            middle = (x1 + x2) / 2
            if x2 - x1 > 8:
                drawing.rect(middle - 3, HEAD - 2, 6, 4, GROUND)
                drawing.path(
                    f"M{middle - 4.5:.1f} {HEAD + 4}l3 -8M{middle + 1.5:.1f} {HEAD + 4}l3 -8", stroke=MUTED
                )
            text = self.label("pause", time=duration(pause.seconds, self.label, 2))
            half = drawing.font.width(text, SMALL) / 2
            if middle - half >= free and middle + half <= WIDTH - MARGIN / 2:
                drawing.text(middle, HEAD - 6, text, SMALL, MUTED, anchor="middle")
                free = middle + half + 4
        if self.timeline.gap:
            x1, x2 = self.x[self.timeline.gap.step], self.x[self.timeline.gap.step + 1]
            drawing.rect(x1, HEAD, x2 - x1, bottom - HEAD, BAND)
            drawing.path(f"M{x1:.1f} {HEAD}V{bottom}M{x2:.1f} {HEAD}V{bottom}", stroke=RULE, dashes="3 3", width=1)

    def _ending(self) -> None:
        """Where a bound ended the run: a line through all lanes."""
        if self.recording.bound or self.recording.ending.kind in (*get_args(Bound), "killed"):
            self.drawing.line(END + 2, HEAD, END + 2, self.bottom, BAD, 3)

    # --- lanes ----------------------------------------------------------------------------------------------

    def _middle(self, pid: int) -> float:
        return self.top[pid] + self.rows.bar + self.rows.thickness / 2

    def _lane(self, lane: Lane) -> None:
        drawing, middle = self.drawing, self._middle(lane.pid)
        size = TEXT if self.rows.lines else SMALL
        roomy = "below" in self.rows.lines
        drawing.text(MARGIN, middle + (0 if roomy else 4), self.label("pid", pid=str(lane.pid)), size, INK)
        if roomy and lane.pid == INIT:
            drawing.text(MARGIN, middle + 12, self.label("init"), SMALL, MUTED)
        elif roomy and lane.parent is not None:
            text = self.label("child", parent=str(lane.parent))
            drawing.text(MARGIN, middle + 12, drawing.font.clip(text, SMALL, self.left - MARGIN), SMALL, MUTED)
        if lane.pid == INIT:
            drawing.line(self.left, middle, END, middle, MUTED, 2)

    def _stretch(self, stretch: Stretch) -> None:
        look = LOOKS[stretch.doing]
        height = look.height * self.rows.thickness
        y = self._middle(stretch.pid) - height / 2
        x1, x2 = self.x[stretch.first], self.x[stretch.last]
        if not look.pattern:
            self.drawing.rect(x1, y, x2 - x1, height, look.colour)
            return
        fill = self.drawing.pattern(stretch.doing, look.pattern, look.colour, GROUND)
        self.drawing.rect(x1 + 0.5, y, x2 - x1 - 1, height, fill, stroke=look.colour)

    def _links(self) -> None:
        """The lines of the links, which then run below the bars."""
        for link in self.timeline.links:
            colour, dashes = LINKS[link.kind]
            x, y1, (y2, down) = self.x[link.step], self._middle(link.source), self._tip(link)
            self.drawing.line(x, y1, x, y2 - down * 5, colour, 1.5 if self.rows.lines else 0.8, dashes)

    def _tips(self) -> None:
        for link in self.timeline.links:
            colour, _ = LINKS[link.kind]
            x, (y, down) = self.x[link.step], self._tip(link)
            if link.kind == "adoption":
                self.drawing.circle(x, y - down * 3, 3, GROUND, colour)
            else:
                half = 3.5 if self.rows.lines else 2.5
                self.drawing.path(f"M{x - half:.1f} {y - down * 6:.1f}h{2 * half}L{x:.1f} {y:.1f}z", fill=colour)

    def _tip(self, link: Link) -> tuple[float, float]:
        """Where a link ends: the y, and 1 when it comes from above, -1 from below."""
        y = self._middle(link.target)
        down = math.copysign(1, y - self._middle(link.source))
        return y - down * (1 if link.target == INIT else self.rows.thickness / 2), down

    # --- marks and texts ------------------------------------------------------------------------------------

    def _marks(self) -> None:
        """Signs on the bars: a triangle below for output, a tick at an exit, a dot for the rest."""
        for mark in self.timeline.marks:
            x, middle = self.x[mark.step], self._middle(mark.pid)
            half = self.rows.thickness / 2
            if not self.rows.lines and mark.kind != "exit":
                self.drawing.line(x, middle - 2, x, middle + 2, GROUND, 1)
            elif mark.kind in ("stdout", "stderr"):
                self.drawing.path(_output_sign(x, middle + half + 1), fill=INK if mark.kind == "stdout" else BAD)
            elif mark.kind == "exit":
                self.drawing.line(x, middle - half - 3, x, middle + half + 2, exit_colour(mark), 2.5)
            else:
                self.drawing.circle(x, middle, 2.5, GROUND, NOTICE if mark.kind == "signal" else INK)

    def _texts(self) -> None:
        """The labels that find room."""
        taken: Taken = defaultdict(list)
        for mark in self.timeline.marks:
            if mark.kind in ("stdout", "stderr"):
                taken[mark.pid, "below"].append((self.x[mark.step] - 6, self.x[mark.step] + 6))
        for placed in place(self.labels, self.x, self.drawing.font, WIDTH - 4, taken):
            y = self.top[placed.label.pid] + self.rows.lines[placed.label.line]
            if placed.label.line == "output":
                self.drawing.line(placed.x, y - 17, placed.x, y - SMALL, MUTED, 1)
            if any(placed.x < self.x[link.step] < placed.x + placed.width for link in self.timeline.links):
                self.drawing.rect(placed.x - 1, y - SMALL + 1, placed.width + 2, SMALL + 2, GROUND, opacity=0.75)
            self.drawing.text(placed.x, y, placed.text, SMALL, placed.label.colour)
        if not self.rows.lines:
            self._exits_in_dense_rows()

    def _exits_in_dense_rows(self) -> None:
        last = {lane.pid: self.x[lane.last] for lane in self.timeline.lanes}
        for mark in self.timeline.marks:
            if mark.kind == "exit":
                width = self.drawing.font.width(mark.text, SMALL)
                x = last[mark.pid] + 6 if last[mark.pid] + 6 + width < WIDTH - 4 else self.x[mark.step] - width - 4
                y = self._middle(mark.pid)
                self.drawing.rect(x - 2, y - 6, width + 4, 12, GROUND)
                self.drawing.text(x, y + 4, mark.text, SMALL, exit_colour(mark))


def _output_sign(x: float, y: float) -> str:
    """Path data of the sign for output, its tip at the place."""
    return f"M{x:.1f} {y:.1f}l4 7h-8z"
