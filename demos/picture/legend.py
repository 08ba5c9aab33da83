"""The key below a picture: only what occurs in it."""

from __future__ import annotations

from demos.picture.labels import Labels
from demos.picture.layout import Timeline
from demos.picture.style import BAD, GROUND, INK, LINKS, LOOKS, MARGIN, MUTED, SMALL, WIDTH
from demos.picture.svg import Drawing

SAMPLE = 20.0
LINE = 17.0


def draw_legend(drawing: Drawing, timeline: Timeline, label: Labels, top: float) -> float:
    """Draws the key from `top` on; gives where the picture ends."""
    x, y = MARGIN, top + 8
    doing = {stretch.doing for stretch in timeline.stretches}
    links = {link.kind for link in timeline.links}
    outputs = {mark.kind for mark in timeline.marks} & {"stdout", "stderr"}
    keys = [key for key in [*LOOKS, *LINKS, "stdout", "stderr"] if key in doing | links | outputs]
    for key in keys:
        text = label(key)
        width = SAMPLE + 5 + drawing.font.width(text, SMALL) + 12
        if x + width - 12 > WIDTH - MARGIN:
            x, y = MARGIN, y + LINE
        _sample(drawing, key, x, y)
        drawing.text(x + SAMPLE + 5, y + 4, text, SMALL, INK)
        x += width
    y += LINE
    notes = [label("axis-pauses" if timeline.pauses else "axis")]
    if timeline.gap:
        notes.append(label("gap", events=timeline.gap.events))
    if timeline.hidden_lanes:
        notes.append(label("hidden", processes=timeline.hidden_lanes))
    for note in notes:
        for line in drawing.font.wrap(note, SMALL, WIDTH - 2 * MARGIN, 2):
            drawing.text(MARGIN, y + 5, line, SMALL, MUTED)
            y += 14
    return y + 4


def _sample(drawing: Drawing, key: str, x: float, y: float) -> None:
    for doing, look in LOOKS.items():
        if key == doing:
            height = look.height * 11
            fill = drawing.pattern(doing, look.pattern, look.colour, GROUND) if look.pattern else look.colour
            drawing.rect(x, y - height / 2, SAMPLE, height, fill, stroke=look.colour if look.pattern else None)
    for kind, (colour, dashes) in LINKS.items():
        if key == kind:
            drawing.line(x, y, x + SAMPLE - 6, y, colour, dashes=dashes)
            if kind == "adoption":
                drawing.circle(x + SAMPLE - 4, y, 3, GROUND, colour)
            else:
                drawing.path(f"M{x + SAMPLE - 6:.1f} {y - 3.5:.1f}v7l6 -3.5z", fill=colour)
    if key in ("stdout", "stderr"):
        middle = x + SAMPLE / 2
        drawing.path(f"M{middle:.1f} {y - 4:.1f}l4 7h-8z", fill=INK if key == "stdout" else BAD)
