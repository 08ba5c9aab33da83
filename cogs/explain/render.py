"""A reference card, and the list of all of them, as messages. Pure: no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord

from bot import limits
from bot.language import Language
from bot.message import Reply
from bot.render.layout import NARROW
from bot.render.safe import fenced
from cogs.explain.card import Card
from cogs.explain.library import Library

COLOUR = discord.Colour(0x6C4AB6)


def card(found: Card, library: Library, language: Language) -> Reply:
    """The whole card: one embed, or two where one cannot hold it."""
    text = found.text(language.code)
    embeds = [discord.Embed(title=text.title, colour=COLOUR, description="")]
    for section in _sections(found, library, language):
        whole = f"{embeds[-1].description}\n{section}".strip()
        if limits.length(whole) > limits.EMBED_DESCRIPTION:
            embeds.append(discord.Embed(colour=COLOUR, description=section))
        else:
            embeds[-1].description = whole
    return Reply(embeds=tuple(embeds))


def _sections(found: Card, library: Library, language: Language) -> Iterator[str]:
    """What the card says, the most important first."""
    text = found.text(language.code)

    def section(name: str, lines: Iterable[str]) -> Iterator[str]:
        body = "\n".join(filter(None, lines))
        if body:
            yield f"### {library.heading(name, language.code)}\n{body}"

    if found.signature:
        lines = (_broken(line) for line in found.signature.splitlines())
        yield fenced("\n".join(lines), "c" if found.signature.endswith(";") else "python")
    yield text.summary
    yield from section("details", [text.details])
    yield from section("parameters", [f"- `{item.name}`: {item.text}" for item in text.parameters])
    yield from section("returns", [text.returns])
    yield from section("errors", [f"- `{item.name}`: {item.text}" for item in text.errors])
    yield from section(
        "misconceptions", [f"❌ *{wrong.belief}*\n✅ {wrong.truth}" for wrong in text.misconceptions]
    )
    yield from section("pitfalls", [f"- {pitfall}" for pitfall in text.pitfalls])
    outputs = [fenced(output.rstrip("\n")) for output in text.example.outputs]
    yield from section("example", [fenced(text.example.code.rstrip("\n"), "python"), *_outputs(outputs, language)])
    yield from section("portability", [text.portability])
    if text.sources:
        yield "\n" + " · ".join(f"[{source.label}]({source.url})" for source in text.sources)


def _broken(line: str) -> str:
    """A line of a signature, broken before its result when it is too long for a phone."""
    return line if len(line) <= NARROW else line.replace(") -> ", ")\n    -> ")


def _outputs(blocks: list[str], language: Language) -> Iterator[str]:
    if blocks:
        yield language.text("explain-output", count=len(blocks))
        yield from blocks


def listing(library: Library, language: Language, prefix: str) -> Reply:
    """All cards by chapter."""
    parts = [language.text("explain-list-intro", prefix=prefix)]
    for chapter in library.chapters(language.code):
        titles = (found.text(language.code).title for found in chapter.cards)
        parts += [f"### {chapter.title}", " · ".join(titles)]
    embed = discord.Embed(title=language.text("explain-list-title"), description="\n".join(parts), colour=COLOUR)
    return Reply(embeds=(embed,))


def option(found: Card, language: Language) -> discord.SelectOption:
    """The card as an option of a select menu."""
    text = found.text(language.code)
    summary = text.summary.replace("`", "").replace("**", "")
    return discord.SelectOption(
        label=limits.clip(text.title, limits.OPTION_LABEL),
        value=found.id,
        description=limits.clip(summary, limits.OPTION_DESCRIPTION),
    )
