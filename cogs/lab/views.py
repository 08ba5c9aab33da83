"""The buttons, menus and forms of experiments. The arguments of their actions are those of `cogs.lab`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot import limits
from bot.language import Language
from bot.render import quiz as quiz_render
from bot.ui import forms
from bot.ui.actions import Pick, button, custom_id, menus, view
from cogs.lab.data import ASKS, Answer, Ask, Change
from cogs.lab.model import Lab
from cogs.lab.render import Words
from cogs.lab.rules import DISCUSS, PREDICT, REVEAL, RUN

COUNTDOWNS = (0, 60, 120, 300, 600)

_ANSWERS_ROW, _OTHERS_ROW = 0, 1
_MOST_LINES = 25

Items = list[discord.ui.Item[Any]]


def below(lab: Lab, words: Words, cards: Sequence[tuple[str, str]] = ()) -> discord.ui.View:
    """Below the message of an experiment. `cards` are reference cards with their titles, after the reveal."""
    language, standing = words.language, lab.standing
    here = (str(lab.id), str(standing.trial))
    say = language.text
    items: Items = []
    open_ = not standing.closed
    if open_ and standing.phase == PREDICT:
        items += _answers(lab, words)
        items.append(button("lab-run", *here, label=say("lab-button-run"), emoji="▶️", row=_OTHERS_ROW))
    elif open_ and standing.phase == RUN:
        items.append(button("lab-run", *here, label=say("lab-button-rerun"), emoji="⏳", row=_OTHERS_ROW))
    elif open_ and standing.phase == REVEAL:
        style = discord.ButtonStyle.primary
        label = say("lab-button-reveal")
        items.append(button("lab-reveal", *here, label=label, emoji="🔔", style=style, row=_OTHERS_ROW))
    elif standing.phase == DISCUSS:
        items += [button("card", "", card, label=title, emoji="📖", row=_OTHERS_ROW) for card, title in cards[:2]]
        if open_ and lab.subject.quiz is None:
            label = say("lab-button-hundred")
            items.append(button("lab-hundred", *here, "", label=label, emoji="🎯", row=_OTHERS_ROW))
            label = say("lab-button-vary")
            items.append(button("lab-vary", *here, label=label, emoji="🔀", row=_OTHERS_ROW))
    items.append(button("lab-more", str(lab.id), label=say("lab-button-more"), emoji="⋯", row=_OTHERS_ROW))
    return view(items)


def _answers(lab: Lab, words: Words) -> Items:
    quiz, here = lab.subject.quiz, (str(lab.id), str(lab.standing.trial))
    if quiz is None:
        label = words.say("lab-button-predict")
        style = discord.ButtonStyle.primary
        return [button("lab-predict", *here, label=label, emoji="✏️", style=style, row=_OTHERS_ROW)]
    found = quiz_render.options(quiz, words.language)
    select: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=custom_id("pick0", "lab-choose", here),
        placeholder=limits.clip(words.wording.question(quiz), limits.SELECT_PLACEHOLDER),
        max_values=len(found) if quiz.several else 1,
        options=found,
    )
    return [Pick(select, row=_ANSWERS_ROW)]


async def predict(
    interaction: discord.Interaction[Any],
    here: tuple[str, str],
    asks: Sequence[Ask],
    before: Answer | None,
    language: Language,
) -> None:
    """Answer with the form for a prediction, with what was predicted before. `here`: experiment and trial."""
    fields = []
    for ask in asks:
        known = None if before is None else getattr(before, ask)
        fields.append(
            forms.text(
                ask,
                language.text(f"lab-form-{ask}"),
                placeholder=language.text(f"lab-form-{ask}-hint"),
                required=ask != "output",
                paragraph=ask == "output",
                value="" if known is None else str(known),
            )
        )
    await forms.show(interaction, "lab-given", *here, title=language.text("lab-form-title"), fields=fields)


async def program(interaction: discord.Interaction[Any], words: str, language: Language) -> None:
    """Answer with the form for a program to experiment with."""
    say = language.text
    asks = [(ask, say(f"lab-asked-{ask}")) for ask in ASKS]
    fields = [
        forms.text("source", say("lab-code-source"), placeholder=say("run-form-source-hint"), paragraph=True),
        forms.choice("written", say("lab-code-language"), [("python", "Python"), ("c", "C")], "python"),
        forms.choice("ask", say("lab-code-ask"), asks, "output"),
    ]
    await forms.show(interaction, "lab-code", words, title=say("lab-code-title"), fields=fields)


async def line(interaction: discord.Interaction[Any], lab: Lab, number: int, text: str, language: Language) -> None:
    """Answer with the form that changes a line."""
    say = language.text
    field = forms.text("text", say("lab-line-text", line=number), required=False, paragraph=True, value=text)
    title = say("lab-line-title", line=number)
    here = (str(lab.id), str(lab.standing.trial), str(number))
    await forms.show(interaction, "lab-swap", *here, title=title, fields=[field])


def variations(lab: Lab, offered: Sequence[Change], words: Words) -> discord.ui.View:
    """What can be changed for another trial."""
    here = (str(lab.id), str(lab.standing.trial))
    options = [_option(words.say("lab-variation-order"), "seed")]
    options += [_option(_short(change, words), str(index)) for index, change in enumerate(offered)]
    options = options[: limits.SELECT_OPTIONS - 1]
    options.append(_option(words.say("lab-variation-own"), "line"))
    return view(menus("lab-change", *here, prompt=words.say("lab-variation-pick"), groups=[("", options)]))


def lines(lab: Lab, found: Sequence[tuple[int, str]], words: Words) -> discord.ui.View:
    """The lines of the program, to choose one to change."""
    here = (str(lab.id), str(lab.standing.trial))
    options = [_option(f"{number}: {text.strip()}", str(number)) for number, text in found]
    options = options[: 4 * _MOST_LINES]
    groups = [
        (f"{part[0].value} – {part[-1].value}", part)
        for part in (options[start : start + _MOST_LINES] for start in range(0, len(options), _MOST_LINES))
    ]
    return view(menus("lab-line", *here, prompt=words.say("lab-variation-line"), groups=groups))


def more(lab: Lab, words: Words, *, leads: bool, hosts: bool, host: bool, natural: bool) -> discord.ui.View:
    """What else one can do: who `leads` may, who `hosts` it alone or with others, and who is the `host` of it."""
    say, identity, trial = words.say, str(lab.id), str(lab.standing.trial)
    items: Items = [
        button("lab-mine", identity, label=say("lab-button-mine"), emoji="📝", row=0),
        button("lab-runs", identity, label=say("lab-button-runs"), emoji="📊", row=0),
        button("lab-source", identity, label=say("lab-button-source"), emoji="📄", row=0),
        button("lab-export", identity if hosts else "", label=say("lab-button-export"), emoji="💾", row=0),
    ]
    open_ = not lab.standing.closed
    if open_ and natural and lab.standing.phase == DISCUSS:
        items.append(button("lab-hundred", identity, trial, "natural", label=say("lab-button-natural"), row=1))
    if open_ and leads:
        items.append(button("lab-close", identity, label=say("lab-button-close"), emoji="🔒", row=1))
        if lab.standing.phase == PREDICT:
            prompt = say("lab-countdown")
            options = [_option(_countdown(seconds, words), str(seconds)) for seconds in COUNTDOWNS]
            (menu,) = menus("lab-countdown", identity, trial, prompt=prompt, groups=[("", options)])
            menu.row = 2
            items.append(menu)
    if open_ and host:
        users: discord.ui.UserSelect[Any] = discord.ui.UserSelect(
            custom_id=custom_id("pick3", "lab-hosts", [identity]),
            placeholder=limits.clip(say("lab-cohosts"), limits.SELECT_PLACEHOLDER),
            min_values=0,
            max_values=20,
            default_values=[discord.SelectDefaultValue(id=user, type=discord.SelectDefaultValueType.user)
                            for user in sorted(lab.standing.cohosts)],
        )  # fmt: skip
        items.append(Pick(users, row=3))  # type: ignore[arg-type]
    return view(items)


def trials(lab: Lab, words: Words) -> discord.ui.View:
    """Each trial that is revealed, to be stepped through."""
    options = [
        _option(words.say("lab-trial", trial=trial.number), str(trial.number))
        for trial in lab.trials
        if trial.revealed and trial.recording
    ]
    if not options:
        return view([])
    return view(menus("lab-steps", str(lab.id), prompt=words.say("lab-trial-steps"), groups=[("", options)]))


def _countdown(seconds: int, words: Words) -> str:
    minutes = words.say("lab-minutes", count=seconds // 60)
    time = minutes if seconds % 60 == 0 else words.say("lab-seconds", count=seconds)
    return words.say("lab-countdown-seconds", seconds=seconds, time=time)


def _short(change: Change, words: Words) -> str:
    """The change as a menu shows it: without marks."""
    return words.change(change).replace("`", "")


def _option(label: str, value: str) -> discord.SelectOption:
    return discord.SelectOption(label=limits.clip(label, limits.OPTION_LABEL), value=value)
