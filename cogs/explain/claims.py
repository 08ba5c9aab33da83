"""The claims of a card: sentences that are marked with an id, ``Both continue after the call. {#both-continue}``.

A claim is the sentence that ends right before its mark. The mark itself is not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"

Reason = Literal["platform", "version", "terminal", "privilege", "machine", "tool", "advice", "words"]
"""Why a claim has no proof.

``platform``: of another system (macOS, Windows, another kernel). ``version``: of a Python that hardly anybody has.
``terminal``: needs a terminal, or a person at it. ``privilege``: needs what the sandbox gives nobody, such as root.
``machine``: of a whole machine, its load, its memory, its other users. ``tool``: of a program that the sandbox does
not have (``ps``, ``strace``). ``advice``: what one should do; the reason for it is another claim. ``words``: what a
thing is called, or where it comes from.
"""

_MARK = re.compile(rf"[ \t]*\{{#(?P<id>{ID})\}}")
_LIKE_A_MARK = re.compile(r"\{#[^}]*\}")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_ENTRY = re.compile(r"\s*(?:[-*]|\d+\.)\s+")
_END = re.compile(r"[.!?][\"')*_]*(?=\s|$)|[。！？][”』」）]*(?:[*_]+(?=\s|$))?")


class ClaimError(ValueError):
    """A mark does not fit where it stands, on that line of the text (from 0)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that can be shown to be so, in one language; Discord Markdown.

    `id` and `section` are the same in every language. Where `text` is what people wrongly believe, `truth` is what
    is true; else it is empty.
    """

    id: str
    section: str
    text: str
    truth: str = ""
    line: int = field(default=1, compare=False)
    """Where it is marked in its file."""


def extract(text: str, section: str, line: int = 1, name: str = "") -> tuple[str, tuple[Claim, ...]]:
    """The text without its marks, and the claims in it. It begins on that line of its file.

    `name` is that of the entry whose text it is, and goes in front of each claim.

    Raises:
        ClaimError: a mark stands within a sentence, or has a wrong id.
    """
    shown, claims = [], []
    for number, written in enumerate(text.split("\n")):
        plain, found = _line(written, number)
        shown.append(plain)
        prefix = f"`{name}`: " if name else ""
        claims += [Claim(claim, section, prefix + sentence, line=line + number) for claim, sentence in found]
    return "\n".join(shown), tuple(claims)


def _line(written: str, number: int) -> tuple[str, list[tuple[str, str]]]:
    """A line without its marks, and each mark's id and sentence."""
    plain, found, rest = "", [], 0
    for mark in _MARK.finditer(written):
        plain += written[rest : mark.start()]
        rest = mark.end()
        ends = [end.end() for end in _END.finditer(_without_code(plain))]
        if written[rest:].strip() and len(plain) not in ends and not _MARK.match(written, rest):
            raise ClaimError(number, f"{{#{mark['id']}}} stands behind the end of a sentence")
        begins = max((end for end in ends if end < len(plain)), default=0)
        sentence = plain[begins:] if begins else plain[_entry(plain) :]
        found.append((mark["id"], sentence.strip()))
    plain += written[rest:]
    if wrong := _LIKE_A_MARK.search(_without_code(plain)):
        raise ClaimError(number, f"{wrong[0]}: an id has small letters, digits and single hyphens")
    return plain, found


def _without_code(text: str) -> str:
    """The text with the code in it blanked out: a full stop in it ends no sentence."""
    return _CODE.sub(lambda code: "x" * len(code[0]), text)


def _entry(text: str) -> int:
    """Where the text of a list's entry begins."""
    match = _ENTRY.match(text)
    return match.end() if match else 0
