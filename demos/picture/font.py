"""The font that comes with the pictures: what it can show, and how wide that is."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

from demos.printable import printable

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Noto Sans CJK SC, Noto Sans CJK KR, Noto Sans SC, Noto Sans, sans-serif"
ELLIPSIS = "..."
"""Three dots: the one character for them is in the middle of the line in a Chinese font."""
MISSING = "□"
"""Stands for a character that the font does not have (emoji, rare or joining scripts)."""


class Font:
    """The characters of one or more font files. Sizes and widths are in the picture's units."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.files = tuple(str(file) for file in files)
        self._advances: dict[str, float] = {}
        for file in self.files:
            with TTFont(file, lazy=True) as font:
                metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm
                for code, glyph in font.getBestCmap().items():
                    self._advances.setdefault(chr(code), metrics[glyph][0] / unit)

    def covers(self, text: str) -> bool:
        """Whether each character can be drawn; line breaks count for nothing."""
        return all(char in self._advances or char == "\n" for char in text)

    def shown(self, text: str) -> str:
        """The text as it can be drawn: on one line, nothing invisible or acting, □ for what the font lacks."""
        line = printable(text.rstrip("\r\n").replace("\n", "⏎"), keep="")
        return "".join(char if char in self._advances else MISSING for char in line)

    def width(self, text: str, size: float) -> float:
        """How wide the text is, as it is shown."""
        return size * sum(self._advances[char] for char in self.shown(text))

    def clip(self, text: str, size: float, width: float) -> str:
        """The text as it is shown, cut to fit, with an ellipsis then; empty where nothing of it fits."""
        line = self.shown(text[:500])  # more never fits
        if self.width(line, size) <= width:
            return line
        room = width - self.width(ELLIPSIS, size)
        for end, char in enumerate(line):
            room -= size * self._advances[char]
            if room < 0:
                return line[:end] + ELLIPSIS if end else ""
        return line

    def wrap(self, text: str, size: float, width: float, lines: int) -> list[str]:
        """The text in at most so many lines, broken at spaces, or anywhere between Chinese characters."""
        rest = self.shown(text)
        found: list[str] = []
        while rest and len(found) < lines - 1 and self.width(rest, size) > width:
            fits = len(self.clip(rest, size, width + self.width(ELLIPSIS, size)).removesuffix(ELLIPSIS))
            breaks = [
                i for i in range(1, fits + 1) if rest[i : i + 1] == " " or max(rest[i - 1 : i + 1]) >= "\u2e80"
            ]
            end = breaks[-1] if breaks else max(fits, 1)
            found.append(rest[:end])
            rest = rest[end:].lstrip(" ")
        return [*found, self.clip(rest, size, width)] if rest else found


@functools.cache
def bundled() -> Font:
    """The font files of the folder ``fonts``; read once, as that takes a tenth of a second."""
    return Font(sorted(file for file in FOLDER.iterdir() if file.suffix in {".otf", ".ttf"}))
