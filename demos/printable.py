"""Whatever a program prints is hostile: make it safe to show."""

from __future__ import annotations

import unicodedata

LINE_BREAK = "⏎"


def printable(text: str, keep: str = "\n\t") -> str:
    r"""The text with each character that could act on a display written out as an escape.

    Control characters (an ANSI escape is ``\x1b...``), bidirectional and other invisible formatting (``\u202e``),
    lone surrogates, private and unassigned code points are escaped as Python writes them; those in `keep` stay.
    Spaces of any width stay. The result may still hold markup of the place where it is shown (Markdown, rich).
    """
    return "".join(char if _harmless(char) or char in keep else _escaped(char) for char in text)


def on_one_line(text: str, width: int) -> str:
    """The text as one printable line of at most `width` characters: line breaks as ``⏎``, the rest cut to ``…``."""
    # No more than `width` characters can be shown, so a flood is cut before it is looked at.
    line = printable(text[: width + 1].replace("\n", LINE_BREAK), keep="")
    return line if len(line) <= width else line[: width - 1] + "…"


def _harmless(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
