"""What a compiler says of a program: text that the program may have made up."""

from __future__ import annotations

from bot import limits
from bot.language import Language
from bot.render.layout import cut
from bot.render.safe import fenced, plain
from demos.narration import Narrator
from demos.recording import CompilerBound

LINES = 24
CELLS = 120
"""How much of it is shown: what comes first matters most, the rest often follows from it."""

ROOM = limits.CONTENT - 50
"""Characters, so that it fits into a message where embeds are not allowed, with a mark before it."""


def rows(diagnostics: str) -> list[str]:
    """Its lines, without blank ones at the end."""
    return diagnostics.rstrip().expandtabs(4).split("\n") if diagnostics.strip() else []


def not_compiled(diagnostics: str, bound: CompilerBound | None, language: Language) -> str:
    """That a program does not compile, and why, for an embed or a message without one."""
    sentence = f"**{plain(Narrator(language.code).not_compiled(bound))}**"
    said = rows(diagnostics)
    for count in range(min(LINES, len(said)), 0, -1):
        left_out = len(said) - count
        gap = [language.text("recording-gap", count=left_out)] if left_out else []
        text = f"{sentence}\n{fenced(chr(10).join([*(cut(row, CELLS) for row in said[:count]), *gap]))}"
        if limits.length(text) <= ROOM:
            return text
    return sentence
