"""What is said about demos around their results: the list, that one runs, its program, its parameters."""

from __future__ import annotations

import discord

from bot import limits
from bot.language import Language
from bot.message import Attachment, Reply
from bot.render.safe import code, fenced
from demos.catalogue import Catalogue, Demo, Parameter
from demos.recording import Program

COLOUR = discord.Colour(0x2E86C1)


def listing(catalogue: Catalogue, language: Language, prefix: str) -> Reply:
    """All demos by topic. `prefix` is what commands begin with here."""
    parts = [language.text("demo-list-intro", prefix=prefix)]
    for topic in catalogue.topics:
        parts.append(f"### {topic.title(language.code)}")
        parts += [f"`{demo.name}` {demo.text(language.code).title}" for demo in topic.demos]
    return Reply(
        embeds=(discord.Embed(title=language.text("demo-list-title"), description="\n".join(parts), colour=COLOUR),)
    )


def option(demo: Demo, language: Language) -> discord.SelectOption:
    """The demo as an option of a select menu."""
    text = demo.text(language.code)
    return discord.SelectOption(
        label=limits.clip(text.title, limits.OPTION_LABEL),
        value=demo.name,
        description=limits.clip(text.summary.replace("`", ""), limits.OPTION_DESCRIPTION),
    )


def running(title: str, demo: Demo, language: Language) -> Reply:
    """What is shown until the result is there."""
    text = language.text("demo-running", seconds=demo.limits.wall_seconds)
    return Reply(embeds=(discord.Embed(title=title, description=text, colour=COLOUR),))


def source(program: Program, language: Language) -> Reply:
    """The program's text: as a code block where it fits into a message, else as a file."""
    heading = language.text("demo-source", name=code(program.name))
    whole = f"{heading}\n{fenced(program.source, program.language)}"
    if limits.length(whole) <= limits.CONTENT:
        return Reply(content=whole)
    return Reply(content=heading, files=(Attachment(program.name, program.source.encode()),))


def parameters(demo: Demo, language: Language) -> str:
    """What can be changed about the demo: each parameter with its meaning, bounds and default; empty if none."""
    meanings = demo.text(language.code).parameters
    lines = [
        f"`{parameter.name}` {meanings[parameter.name]}: {bounds(parameter, language)}"
        for parameter in demo.parameters
    ]
    return "\n".join([language.text("demo-parameters"), *lines]) if lines else ""


def bounds(parameter: Parameter, language: Language) -> str:
    """From where to where a parameter goes, and what it is by default."""
    return language.text(
        "demo-parameter-bounds",
        minimum=parameter.minimum,
        maximum=parameter.maximum,
        default=parameter.default,
    )
