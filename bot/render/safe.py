"""Makes hostile text safe to show in Discord.

Whatever a program prints, and whatever a user types, passes through here before it is shown: `fenced` makes a code
block of it, `code` a piece of code in a sentence, `visible` only shows what could not be seen: control characters as
Unicode's own pictures of them (``␛``), bidi controls, zero-width and other format characters by number (``⟨U+202E⟩``).
Ordinary text comes out as it went in.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

_MARKS = 4
"""How many combining marks one character may carry; more would be drawn over the neighbouring lines."""

_LOOKALIKE = "\u02cb"
"""MODIFIER LETTER GRAVE ACCENT: looks like a backtick, and ends no code."""

_BREAK = "\u200b"
"""Zero-width space: keeps apart what Discord would read as a mention. Only this module puts one into a text."""

_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff"
"""Letters and marks that are drawn as nothing, for a regular expression's set."""

_FENCE = re.compile(f"`(?:[{_BLANK}]*`){{2,}}")
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_EMOJI_JOINER = re.compile(f"(?<=[{_EMOJI}\ufe0f])⟨U\\+200D⟩(?=[{_EMOJI}])")
_MENTION = re.compile(r"@(?=everyone|here)|<(?=@[!&]?\d|#\d|/[\w-]|id:)", re.IGNORECASE)


class _Pictures(dict[int, str]):
    """A table for `str.translate` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = picture = _picture(code)
        return picture


def _picture(code: int) -> str:
    character = chr(code)
    if character in "\n\t":
        return character
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} or code & 0xFFFE == 0xFFFE:
        return f"⟨U+{code:04X}⟩"
    return character


_PICTURES = _Pictures()


def visible(text: str) -> str:
    """The text with everything in it that cannot be seen, or that hides or reorders other text, made visible.

    Newlines and tabs stay, and so do the joiners inside an emoji. Half a surrogate pair, which no encoder would take,
    becomes U+FFFD. A mention no longer is one.
    """
    text = _EMOJI_JOINER.sub("\u200d", text.translate(_PICTURES))
    if not text.isascii():
        text = "".join(
            "".join(list(group)[:_MARKS]) if marks else "".join(group)
            for marks, group in groupby(text, key=lambda character: unicodedata.category(character) in {"Mn", "Me"})
        )
    return _MENTION.sub(rf"\g<0>{_BREAK}", text)


def fenced(text: str, language: str = "") -> str:
    """A code block that holds the text, and that nothing in it can end. `language` colours it (``"python"``)."""
    text = _FENCE.sub(lambda fence: fence[0].replace("`", _LOOKALIKE), visible(text))
    # Discord shows the bare backticks of a block without a character that is not a newline.
    return f"```{language}\n{text if text.strip() else ' '}\n```"


def code(text: str, limit: int = 80) -> str:
    """The text as a piece of code within a sentence: one line of at most `limit` characters, between backticks."""
    text = visible(text).replace("\n", "␤").replace("\t", "␉").replace("`", _LOOKALIKE)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return f"`{text if text.strip() else ' '}`"
