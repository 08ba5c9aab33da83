"""A quiz as a message: the question, and later the solution with its proof.

Who is named is named in the content: only there Discord tells every client what a user is called.
"""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot import limits
from bot.language import Language
from bot.message import Reply
from bot.render.safe import code, fenced, plain
from demos.quiz import Option, Quiz, Wording, drawn, misconception

COLOUR = discord.Colour(0x2E86C1)
SOLVED = discord.Colour(0x2E7D5B)

BAR = 5
"""Cells of a bar that stands for everybody."""

MOST_NAMED = 20
"""How many of those who were right are named."""


def making(language: Language) -> Reply:
    """What is shown until the quiz is there."""
    return Reply(embeds=(discord.Embed(description=language.text("quiz-making"), colour=COLOUR),))


def question(quiz: Quiz, standing: str, language: Language) -> Reply:
    """The program and what is asked. `standing` says how the round stands (`standing`)."""
    wording = _wording(language)
    lines = [f"**{number}** {label(quiz, option, wording)}" for number, option in enumerate(quiz.options, 1)]
    parts = [_program(quiz), f"**{wording.question(quiz)}**", *lines]
    return Reply(content=standing, embeds=(_embed(quiz, parts, COLOUR, language),))


def standing(host: int, answers: int, deadline: int | None, language: Language) -> str:
    """How many have answered, and who or what reveals the solution."""
    count = language.text("quiz-answers", count=answers)
    if deadline is not None:
        return language.text("quiz-standing", count=count, then=_until(deadline, language))
    return language.text("quiz-standing", count=count, then=language.text("quiz-host", host=f"<@{host}>"))


def acknowledged(quiz: Quiz, chosen: frozenset[int], deadline: int | None, language: Language) -> Reply:
    """What somebody has chosen, for their eyes only."""
    wording = _wording(language)
    values = [label(quiz, quiz.options[index], wording) for index in sorted(chosen)]
    text = language.text("quiz-chosen", chosen=language.text("list-separator").join(values))
    if deadline is not None:
        text += f"\n{_until(deadline, language)}"
    return Reply(embeds=(discord.Embed(description=text, colour=COLOUR),))


def solution(
    quiz: Quiz,
    language: Language,
    *,
    right: Sequence[int],
    chosen: Sequence[int],
    mistaken: Sequence[int],
    answers: int,
    own: frozenset[int] | None = None,
) -> Reply:
    """The solution: who was right, what was chosen, what is against a wrong answer, and what is behind it.

    `right` are users, `chosen` and `mistaken` counts for each option, `own` the answer of one who is alone.
    """
    wording = _wording(language)
    parts = [_program(quiz), f"**{wording.question(quiz)}**"]
    explained: set[str | None] = set()  # One misconception may be behind several.
    for number, option in enumerate(quiz.options, 1):
        head = f"{'✅' if option.right else '❌'} **{number}** {label(quiz, option, wording)}"
        if own is not None:
            head += " 👈" if number - 1 in own else ""
        elif answers:
            head += f" {_bar(chosen[number - 1], answers)}"
        parts.append(head)
        if option.why is not None:
            parts.append(f"↳ {wording.why(option.why)}")
        if mistaken[number - 1] and option.misconception not in explained:
            explained.add(option.misconception)
            parts += _explanation(option, wording)
    parts += ["", wording.texts.text("cli-outcomes", count=len(quiz.outcomes))]
    who = _who(quiz, right, answers, own, language)
    return Reply(content=who, embeds=(_embed(quiz, parts, SOLVED, language),))


def options(quiz: Quiz, language: Language, *, possible: bool = False) -> list[discord.SelectOption]:
    """The options for a menu, or those of them that are possible; the value is the index."""
    wording = _wording(language)
    return [
        discord.SelectOption(label=limits.clip(f"{index + 1} · {text}", limits.OPTION_LABEL), value=str(index))
        for index, option in enumerate(quiz.options)
        if option.possible or not possible
        for text in [wording.value(quiz, option)]
    ]


def proof(quiz: Quiz, option: Option, language: Language) -> discord.Embed:
    """The heading of a run that shows it."""
    what = label(quiz, option, _wording(language))
    return discord.Embed(description=language.text("quiz-proof", what=what), colour=COLOUR)


def cards(quiz: Quiz, mistaken: Sequence[int], language: Language) -> dict[str, str]:
    """The reference cards about what was got wrong, or about all the options if nothing was: ids and titles."""
    wording = _wording(language)
    wrong = [option for option, count in zip(quiz.options, mistaken, strict=True) if count]
    found = {}
    for option in wrong or quiz.options:
        believed = misconception(option.misconception or "")
        if believed is not None:
            found[believed.card] = wording.card(believed.card)
    return found


def label(quiz: Quiz, option: Option, wording: Wording) -> str:
    """What the option says, as code where it is output."""
    text = wording.value(quiz, option)
    return code(text) if option.value and not option.hangs and quiz.kind != "exit" else f"**{plain(text)}**"


def _embed(quiz: Quiz, parts: Sequence[str], colour: discord.Colour, language: Language) -> discord.Embed:
    embed = discord.Embed(title=_wording(language).title(quiz), description="\n".join(parts), colour=colour)
    return embed.set_footer(text=language.text("quiz-share", command=f"/quiz {share(quiz)}"))


def share(quiz: Quiz) -> str:
    """The options of the slash command that gives the same quiz."""
    own = (quiz.topic, quiz.level) == drawn(quiz.seed)
    return f"seed:{quiz.seed}" if own else f"seed:{quiz.seed} topic:{quiz.topic} level:{quiz.level}"


def _program(quiz: Quiz) -> str:
    return fenced(quiz.program.source.rstrip("\n"), "py")


def _explanation(option: Option, wording: Wording) -> list[str]:
    """What those believe who get the option wrong, and what is true; nothing where that is not known."""
    believed = misconception(option.misconception or "")
    return [f"↳ 💭 *{wording.belief(believed.id)}* 💡 {wording.truth(believed.id)}"] if believed else []


def _who(quiz: Quiz, right: Sequence[int], answers: int, own: frozenset[int] | None, language: Language) -> str:
    if own is not None:
        return f"**{language.text('quiz-right' if own == quiz.right else 'quiz-wrong')}**"
    if not answers:
        return language.text("quiz-nobody")
    if not right:
        return language.text("quiz-none-right", answers=answers)
    names = [f"<@{user}>" for user in right[:MOST_NAMED]]
    if len(right) > MOST_NAMED:
        names.append(language.text("quiz-more", count=len(right) - MOST_NAMED))
    listed = language.text("list-separator").join(names)
    return language.text("quiz-who-right", count=len(right), answers=answers, names=listed)


def _bar(count: int, answers: int) -> str:
    cells = round(BAR * count / answers)
    return f"{'▰' * cells}{'▱' * (BAR - cells)} {count}"


def _until(deadline: int, language: Language) -> str:
    return language.text("quiz-deadline", when=f"<t:{deadline}:R>")


def _wording(language: Language) -> Wording:
    return Wording(language.code, code)
