r"""Makes hostile text safe to show in Discord.

Whatever a program prints, and whatever a user types, passes through here before it is shown: `fenced` makes a code
block of it, `code` a piece of code within a sentence, `plain` leaves it as text without markup. In each of them
control, bidi and other invisible characters are written out as Python does (``\x1b``, ``\u202e``), and a mention no
longer is one. Ordinary text comes out as it went in.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

import discord

from demos.printable import on_one_line, printable

_MARKS = 4
"""How many combining marks in a row are kept; more would be drawn over the neighbouring lines."""

_LOOKALIKE = "\u02cb"
"""MODIFIER LETTER GRAVE ACCENT: looks like a backtick, and ends no code."""

_BREAK = "\u200b"
"""Zero-width space: keeps apart what Discord would read as a mention. Only this module puts one into a text."""

_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
"""Letters and marks that are drawn as nothing, for a regular expression's set."""

_FENCE = re.compile(f"`(?:[{_BLANK}]*`){{2,}}")
_MENTION = re.compile(r"@(?=everyone|here)|<(?=@[!&]?\d|#\d|/[^>]*:\d|id:)", re.IGNORECASE)


def visible(text: str) -> str:
    """The text with what could not be seen, or would hide or reorder other text, written out; no mention in it."""
    text = printable(text)
    if not text.isascii():
        runs = groupby(text, key=lambda character: unicodedata.category(character) in {"Mn", "Me"})
        text = "".join("".join(run)[: _MARKS if marks else None] for marks, run in runs)
    return _MENTION.sub(rf"\g<0>{_BREAK}", text)


def fenced(text: str, language: str = "") -> str:
    """A code block that holds the text, and that nothing in it can end. `language` colours it (``"python"``)."""
    text = _FENCE.sub(lambda fence: fence[0].replace("`", _LOOKALIKE), visible(text))
    # Discord shows the bare backticks of a block that holds nothing but line breaks.
    return f"```{language}\n{text if text.strip() else ' '}\n```"


def code(text: str, limit: int = 80) -> str:
    """The text as a piece of code within a sentence: one line, cut to `limit` characters, between backticks."""
    text = visible(on_one_line(text, limit)).replace("`", _LOOKALIKE)
    return f"`{text if text.strip() else ' '}`"


def plain(text: str) -> str:
    """The text for a sentence, its markup shown instead of obeyed."""
    return discord.utils.escape_markdown(visible(text))
