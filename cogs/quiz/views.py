"""The buttons and menus of quizzes. The arguments of their actions are those of `cogs.quiz`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot import limits
from bot.language import Language
from bot.render import quiz as render
from bot.ui.actions import Pick, button, custom_id, menus, view
from cogs.quiz.rules import Round
from demos.quiz import Quiz, Wording
from demos.quiz.questions import OUTPUTS

_CARDS_ROW, _OTHERS_ROW = 1, 2
_MOST_CARDS = 4


def question(quiz: Quiz, identity: int, round_: Round, language: Language) -> discord.ui.View:
    """Below the question: the answers, reveal, delete."""
    items: list[discord.ui.Item[Any]] = [*_answers(quiz, identity, language)]
    if not round_.alone:
        items.append(reveal(identity, language, row=_OTHERS_ROW))
    items.append(_delete(round_.host, language))
    return view(items)


def reveal(identity: int, language: Language, row: int | None = None) -> discord.ui.Item[Any]:
    """The button that shows the solution."""
    return button("quiz-reveal", str(identity), label=language.text("quiz-reveal"), emoji="🔔", row=row)


def solution(
    quiz: Quiz, identity: int, round_: Round, mistaken: Sequence[int], language: Language
) -> discord.ui.View:
    """Below the solution: see it happen, the cards, another quiz, delete."""
    possible = render.options(quiz, language, possible=True)
    items: list[discord.ui.Item[Any]] = []
    if possible:
        prompt = language.text("quiz-see")
        items += menus("quiz-proof", str(identity), prompt=prompt, groups=[("", possible)])
    cards = list(render.cards(quiz, mistaken, language).items())[:_MOST_CARDS]
    items += [button("card", "", card, label=title, emoji="📖", row=_CARDS_ROW) for card, title in cards]
    alone, seconds = "alone" if round_.alone else "", str(round_.seconds)
    items.append(
        button(
            *("quiz-again", quiz.topic, str(quiz.level), alone, seconds),
            label=language.text("quiz-again"),
            emoji="🎲",
            style=discord.ButtonStyle.primary,
            row=_OTHERS_ROW,
        )
    )
    items.append(_delete(round_.host, language))
    return view(items)


def _answers(quiz: Quiz, identity: int, language: Language) -> list[discord.ui.Item[Any]]:
    if quiz.several:
        return [_menu(quiz, identity, language)]
    wording = Wording(language.code)
    made: list[discord.ui.Item[Any]] = []
    for index, option in enumerate(quiz.options):
        label = str(index + 1) if quiz.kind in OUTPUTS else wording.value(quiz, option)
        made.append(
            button("quiz-answer", str(identity), str(index), label=label, style=discord.ButtonStyle.primary, row=0)
        )
    return made


def _menu(quiz: Quiz, identity: int, language: Language) -> Pick:
    """A menu of which any number of options can be chosen."""
    found = render.options(quiz, language)
    select: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=custom_id("pick0", "quiz-answer", [str(identity)]),
        placeholder=limits.clip(language.text("quiz-choose"), limits.SELECT_PLACEHOLDER),
        max_values=len(found),
        options=found,
    )
    return Pick(select, row=0)


def _delete(host: int, language: Language) -> discord.ui.Item[Any]:
    return button("delete", str(host), label=language.text("ui-delete"), emoji="🗑️", row=_OTHERS_ROW)
