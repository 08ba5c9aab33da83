"""The code blocks of a message: where Discord shows one, here is one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLANK = "(?:[^\\S\\n]|[\u200b-\u200f\u2060\ufeff])*+"
"""Spaces within a line, also those of no width: some keyboards and pages leave them beside the backticks.

Like what surrounds it, it gives nothing back (``*+``): else a flood of spaces would take minutes to be read.
"""

_FENCED = re.compile(rf"```(?:{_BLANK}(?P<tag>[\w.+#-]*+){_BLANK}\n)?(?P<text>.*?)(?:```|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A code block: what stands behind its first backticks (``py``), in lower case, and its text."""

    text: str
    tag: str = ""


def blocks(content: str) -> list[Block]:
    """The code blocks that are not empty, in order.

    As for Discord, the next three backticks end a block, wherever they stand: what looks like a program is one. A
    block that nobody ended goes to the end of the message.
    """
    found = map(_block, _FENCED.finditer(content.replace("\r\n", "\n")))
    return [block for block in found if block.text.strip()]


def before(content: str) -> str:
    """What stands before all code."""
    return content.partition("`")[0]


def _block(match: re.Match[str]) -> Block:
    tag = match["tag"] or ""
    if not match["text"].strip():  # a single line that begins right behind the backticks is no tag, but the text
        return Block(tag)
    return Block(match["text"], tag.lower())
