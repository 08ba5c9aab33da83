"""How the pictures look: colours, sizes and the patterns of what a process does.

Every picture is `WIDTH` units wide and drawn at `ZOOM` pixels a unit, so that at the width of a phone (about 400
pixels) a unit is a pixel and the smallest text is as high as a chat's small print. Text has a contrast of 4.5 or
more to the ground, everything else 3 or more (WCAG 2.2 AA; a test computes it). The colours are Okabe and Ito's,
made lighter for a dark ground: they stay distinct without red-green vision, and each state has its own pattern too.
"""

from __future__ import annotations

from dataclasses import dataclass

from demos.picture.layout import Doing, LinkKind

WIDTH = 400.0
ZOOM = 1.75
MARGIN = 10.0

TITLE = 16.0
TEXT = 12.0
SMALL = 10.5

GROUND = "#1e1f22"
BAND = "#2b2d31"
RULE = "#7a808b"
INK = "#f2f3f5"
MUTED = "#b5bac1"
OK = "#3fd6a4"
BAD = "#ff9069"
NOTICE = "#f0e442"
ADOPTION = "#f0a0d8"


@dataclass(frozen=True)
class Look:
    """A bar: `height` as a part of the lane's bar, `colour`, and the lines of an 8 by 8 tile on it (SVG path)."""

    colour: str
    height: float = 1.0
    pattern: str = ""


LOOKS: dict[Doing, Look] = {
    "running": Look(OK),
    "waiting": Look("#6cc5f5", 0.7, "M-2 10 L10 -2 M-2 2 L2 -2 M6 10 L10 6"),
    "sleeping": Look("#a9b4d0", 0.4, "M1 4 H3 M5 4 H7"),
    "stopped": Look(NOTICE, 0.9, "M2 0 V8 M6 0 V8"),
    "zombie": Look(BAD, 1.0, "M0 0 L8 8 M8 0 L0 8"),
}

LINKS: dict[LinkKind, tuple[str, str]] = {
    "fork": (INK, ""),
    "reap": (LOOKS["waiting"].colour, "2 2.5"),
    "adoption": (ADOPTION, "5 3"),
    "signal": (NOTICE, ""),
}
"""Colour and dashes of each link."""
