"""How the bot speaks of itself: its commands, and what it is running on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import discord

from bot.language import Language
from bot.message import Reply

COLOUR = discord.Colour(0x2E86C1)


@dataclass(frozen=True)
class Entry:
    """One command: how it is written as text (`usage`, with its prefix), as a slash command, and what it does."""

    usage: str
    slash: str
    description: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Each parameter and what it means."""
    aliases: Sequence[str] = ()
    examples: Sequence[str] = ()


@dataclass(frozen=True)
class Facts:
    """What `about` tells. `latency` in seconds, None before the first heartbeat."""

    version: str
    started: str
    latency: float | None
    workers: int
    busy: int
    queued: int
    active: Sequence[str]
    """The names of the protections that work on this host."""
    inactive: Sequence[str]


def listing(topics: Mapping[str, Sequence[Entry]], language: Language, prefix: str) -> Reply:
    """All commands, under the heading of their topic."""
    embed = discord.Embed(title=language.text("help-title"), description=language.text("help-intro"), colour=COLOUR)
    for heading, entries in topics.items():
        lines = [f"`{entry.usage}` · `{entry.slash}`\n{entry.description}" for entry in entries]
        embed.add_field(name=heading, value="\n".join(lines), inline=False)
    embed.set_footer(text=language.text("help-footer", prefix=prefix))
    return Reply(embeds=(embed,))


def details(entry: Entry, language: Language) -> Reply:
    """One command: both forms, each parameter, its other names, examples."""
    embed = discord.Embed(title=entry.usage, description=entry.description, colour=COLOUR)
    if entry.parameters:
        lines = [f"`{name}`: {meaning}" for name, meaning in entry.parameters.items()]
        embed.add_field(name=language.text("help-parameters"), value="\n".join(lines), inline=False)
    if entry.examples:
        lines = [f"`{example}`" for example in entry.examples]
        embed.add_field(name=language.text("help-examples"), value="\n".join(lines), inline=False)
    embed.add_field(name=language.text("help-slash"), value=f"`{entry.slash}`")
    if entry.aliases:
        embed.add_field(name=language.text("help-aliases"), value=" ".join(f"`{alias}`" for alias in entry.aliases))
    return Reply(embeds=(embed,))


def about(facts: Facts, language: Language, prefix: str) -> Reply:
    """What this bot is, how it is doing, and what keeps the programs that it runs apart from its host."""
    embed = discord.Embed(
        title=f"Forklore {facts.version}", description=language.text("about-intro"), colour=COLOUR
    )
    latency = "–" if facts.latency is None else language.text("about-ms", ms=round(facts.latency * 1000))
    embed.add_field(name=language.text("about-started"), value=facts.started)
    embed.add_field(name=language.text("about-latency"), value=latency)
    embed.add_field(
        name=language.text("about-workers"),
        value=language.text("about-workers-value", workers=facts.workers, busy=facts.busy, queued=facts.queued),
    )
    embed.add_field(
        name=language.text("about-privacy"), value=language.text("about-privacy-value", prefix=prefix), inline=False
    )
    separator = language.text("list-separator")
    lines = []
    if facts.active:
        lines.append(language.text("about-active", names=separator.join(facts.active)))
    if facts.inactive:
        lines.append(language.text("about-inactive", names=separator.join(facts.inactive)))
    embed.add_field(name=language.text("about-isolation"), value="\n".join(lines) or "–", inline=False)
    return Reply(embeds=(embed,))


def note(text: str) -> Reply:
    """A short answer that is only a sentence."""
    return Reply(embeds=(discord.Embed(description=text, colour=COLOUR),))
