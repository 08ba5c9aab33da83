"""The settings of a server, and who has changed them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import discord

from bot.language import Language, Languages
from bot.message import Attachment, Reply
from bot.render.safe import code
from bot.render.sheet import moment, sheet
from bot.store.servers import Change, ServerSettings

COLOUR = discord.Colour(0x5D6D7E)

SHOWN = 20
"""How many channels or roles are named, of many."""


COLUMNS = ("changed_at", "user", "setting", "before", "after")


def panel(
    settings: ServerSettings,
    changes: Sequence[Change],
    language: Language,
    languages: Languages,
    *,
    prefix: str,
    most_runs: int,
) -> Reply:
    """The settings with their latest changes. `prefix` and `most_runs` (0: no programs) are those of the host."""
    say = language.text
    chosen = languages.find(settings.language) if settings.language else None
    runs = settings.runs if most_runs else None
    if runs is None:
        programs = say("server-runs-host", count=most_runs) if most_runs else say("server-runs-host-off")
    else:
        programs = say("server-runs-some", count=runs) if runs else say("server-runs-off")
    facts = {
        "prefix": code(settings.prefix or prefix),
        "language": say("server-language-note", language=chosen.text("language-name"))
        if chosen
        else say("server-language-auto"),
        "channels": _places(settings.channels, "<#{}>") or say("server-channels-all"),
        "hosts": say("server-hosts-some", roles=_places(settings.hosts, "<@&{}>"))
        if settings.hosts
        else say("server-hosts-all"),
        "runs": programs,
    }
    embed = discord.Embed(title=say("server-title"), colour=COLOUR)
    embed.description = "\n".join(f"**{say(f'server-{name}')}** · {value}" for name, value in facts.items())
    if changes:
        lines = "\n".join(_line(change, language) for change in changes)
        embed.add_field(name=say("server-changes"), value=lines, inline=False)
    return Reply(embeds=(embed,))


def log(changes: Iterable[Change]) -> Attachment:
    """Changes as a file: channels, roles and users by their ids."""
    rows = ({**dataclasses.asdict(change), "changed_at": moment(change.changed_at)} for change in changes)
    return Attachment("changes.csv", sheet(COLUMNS, rows))


def _line(change: Change, language: Language) -> str:
    def value(text: str) -> str:
        if not text:
            return language.text("server-nothing")
        form = {"channels": "<#{}>", "hosts": "<@&{}>"}.get(change.setting)
        return _places(map(int, text.split(",")), form, 3) if form else code(text)

    return language.text(
        "server-change-line",
        when=f"<t:{change.changed_at}:R>",
        user=f"<@{change.user}>" if change.user else language.text("server-somebody"),
        setting=language.text(f"server-{change.setting}"),
        before=value(change.before),
        after=value(change.after),
    )


def _places(ids: Iterable[int], form: str, most: int = SHOWN) -> str:
    found = sorted(ids)
    return " ".join([*(form.format(identity) for identity in found[:most]), *(["…"] if len(found) > most else [])])
