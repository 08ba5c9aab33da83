"""Lines and columns of monospaced text, narrow enough for a phone.

Widths are in cells: a Chinese character takes two (`wcwidth`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import wcwidth

T = TypeVar("T")

NARROW = 34
"""Cells of a line in a code block that a phone shows of an embed."""


def cut(text: str, cells: int) -> str:
    """The text, or its beginning and ``…`` when it is wider than `cells`."""
    if wcwidth.width(text) <= cells:
        return text
    return wcwidth.clip(text, 0, cells - 1).rstrip() + "…"


def columns(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Each row as a line, its cells padded so that columns stand below each other, one space apart.

    The columns with an index in `right` are aligned to the right. The last column is not padded.
    """
    widths = [max(map(wcwidth.width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            wcwidth.rjust(cell, width) if index in right else wcwidth.ljust(cell, width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(" ".join(cells).rstrip())
    return lines


def ends(items: Sequence[T], most: int) -> tuple[Sequence[T], int, Sequence[T]]:
    """The beginning, how many are left out, and the end, so that at most `most` are kept.

    What came first explains the rest, so two thirds are kept of it.
    """
    if len(items) <= most:
        return items, 0, ()
    head = max(1, most * 2 // 3)
    tail = max(1, most - head)
    return items[:head], len(items) - head - tail, items[-tail:]
