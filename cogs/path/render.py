"""The guided course as messages. Pure: no I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import discord

from bot import limits
from bot.language import Language
from bot.message import Reply
from bot.ui.actions import Press, button, menus, view
from cogs.path.rules import END, Course, Kind, Step

COLOUR = discord.Colour(0x1E8449)

EMOJI: dict[Kind, str] = {"card": "📖", "demo": "▶️", "quiz": "❓"}

BAR = 10

Titles = Callable[[Step], str]
"""What a step's card, demo or quiz is called."""

ALONE = ("alone", "0")
"""The last arguments of the action ``quiz-again``: the solution comes at once, without a timer."""


def step(course: Course, at: int, titles: Titles, user: int, prefix: str, language: Language) -> Reply:
    """The step at that position, and the ways on; behind the last one, what there is to do next."""
    say, count = language.text, len(course.steps)
    if at == count:
        text = say("path-end", count=count, prefix=prefix)
        embed = discord.Embed(title=say("path-end-title"), description=text, colour=COLOUR)
        return Reply(embeds=(embed,), view=view(_ways(course, at, user, language)))
    here = course.steps[at]
    done = round(BAR * at / count)
    lines = [
        "▰" * done + "▱" * (BAR - done),
        f"### {_line(here, titles)}",
        here.says(language.code),
    ]
    if at + 1 < count:
        lines += ["", say("path-next-up", step=_line(course.steps[at + 1], titles))]
    title = say("path-title", number=at + 1, count=count, chapter=course.chapter(at).called(language.code))
    embed = discord.Embed(title=title, description="\n".join(lines), colour=COLOUR)
    embed.set_footer(text=say("path-how", prefix=prefix).replace("`", ""))
    opening = button(
        *_opening(here),
        label=say(f"path-open-{here.kind}"),
        emoji=EMOJI[here.kind],
        style=discord.ButtonStyle.primary,
    )
    return Reply(embeds=(embed,), view=view([opening, *_ways(course, at, user, language)]))


def overview(course: Course, at: int, titles: Titles, user: int, language: Language) -> Reply:
    """All steps by chapter, those that are behind one marked, with a menu to go to any."""
    say, count = language.text, len(course.steps)
    lines = [say("path-map-here", number=at + 1, count=count, left=count - at)]
    groups: list[tuple[str, Sequence[discord.SelectOption]]] = []
    position = 0
    for chapter in course.chapters:
        lines.append(f"### {chapter.called(language.code)}")
        options = []
        for other in chapter.steps:
            mark = "✅" if position < at else "👉" if position == at else "▫️"
            name = f"**{titles(other)}**" if position == at else titles(other)
            lines.append(f"{mark} {EMOJI[other.kind]} {name}")
            options.append(
                discord.SelectOption(
                    label=limits.clip(f"{position + 1}. {titles(other)}", limits.OPTION_LABEL),
                    value=other.id,
                    description=limits.clip(other.says(language.code), limits.OPTION_DESCRIPTION),
                    emoji=EMOJI[other.kind],
                )
            )
            position += 1
        groups.append((chapter.called(language.code), options))
    embed = discord.Embed(title=say("path-map-title"), description="\n".join(lines), colour=COLOUR)
    here = button("path-go", str(user), course.id_at(at), label=say("path-here"), emoji="👉")
    items: list[discord.ui.Item[Any]] = [*menus("path-go", str(user), prompt=say("path-pick"), groups=groups)]
    return Reply(embeds=(embed,), view=view([*items, here, _delete(user, language)]))


def _line(here: Step, titles: Titles) -> str:
    return f"{EMOJI[here.kind]} {titles(here)}"


def _opening(here: Step) -> tuple[str, ...]:
    """The action that shows a step's card (apart, so that the step stays), demo or quiz."""
    match here.kind:
        case "card":
            return "card", "", here.name
        case "demo":
            return "demo", here.name
        case "quiz":
            return "quiz-again", here.name, str(here.level), *ALONE


def _ways(course: Course, at: int, user: int, language: Language) -> list[Press]:
    """Back, next, where am I, delete. Each says where it leads: a second click changes nothing."""
    say, go = language.text, ("path-go", str(user))
    ways = []
    if at > 0:
        ways.append(button(*go, course.id_at(at - 1), label=say("path-back"), emoji="◀️"))
    if course.id_at(at) == END:
        ways.append(button(*go, course.id_at(0), label=say("path-again"), emoji="🔁"))
    else:
        label = say("path-next")
        ways.append(button(*go, course.id_at(at + 1), label=label, emoji="⏭️", style=discord.ButtonStyle.success))
    ways.append(button("path-where", str(user), label=say("path-where"), emoji="🗺️"))
    ways.append(_delete(user, language))
    return ways


def _delete(user: int, language: Language) -> Press:
    return button("delete", str(user), label=language.text("ui-delete"), emoji="🗑️")
