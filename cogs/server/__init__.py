"""``server``: the settings of a server, for those who may manage it. One form changes them all."""

from __future__ import annotations

import dataclasses
import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Forklore
from bot.command import command
from bot.context import Context
from bot.errors import UserError
from bot.language import Language
from bot.message import Reply
from bot.render import server as render
from bot.render.safe import code
from bot.settings import PREFIX
from bot.store.servers import CHANGE_DAYS, ServerSettings
from bot.ui import forms
from bot.ui.actions import action, button, view
from bot.ui.answer import Answer

AUTOMATIC = "auto"
"""The value of a choice that sets nothing."""

RATES = (0, 1, 2, 3, 5, 10, 20, 30, 60, 100)
"""How many programs a minute a server can choose from, as far as the host allows as many."""

SHOWN_CHANGES = 5

MOST_CHANGES = 10_000
"""How many changes the file of them has, the latest."""


class Server(commands.Cog):
    """The settings of a server."""

    def __init__(self, bot: Forklore) -> None:
        self.bot = bot

    @command("server")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @commands.guild_only()
    @commands.has_guild_permissions(manage_guild=True)
    async def server(self, context: Context) -> None:
        """Show the settings, with the button that opens the form."""
        assert context.guild is not None  # noqa: S101 - the check above
        await context.show(await self._panel(context.guild.id, await context.language()), ephemeral=True)

    @action("server-form")
    async def open_form(self, interaction: discord.Interaction[Forklore]) -> None:
        """Show the form, with what is set now."""
        guild = _managed(interaction)
        language = await self.bot.language_for(interaction.user, guild, interaction.locale)
        say, settings = language.text, self.bot.store.servers.of(guild.id)
        tongues = [(AUTOMATIC, say("server-language-auto"))]
        tongues += [(other.code, other.text("language-name")) for other in self.bot.languages]
        # Discord refuses a form that refers to what was deleted.
        channels = [channel for channel in settings.channels if guild.get_channel(channel)]
        hosts = [role for role in settings.hosts if guild.get_role(role)]
        await forms.show(
            interaction,
            "server-set",
            title=say("server-form"),
            fields=[
                forms.text("prefix", say("server-prefix-label"), value=self.bot.prefix_on(guild.id)),
                forms.choice("tongue", say("server-language-label"), tongues, settings.language or AUTOMATIC),
                forms.channels(
                    "channels", say("server-channels-label"), say("server-channels-description"), channels
                ),
                forms.roles("hosts", say("server-hosts-label"), say("server-hosts-description"), hosts),
                forms.choice("runs", say("server-runs-label"), self._rates(settings, language), _rate(settings)),
            ],
        )

    @action("server-set")
    async def set(
        self,
        interaction: discord.Interaction[Forklore],
        *,
        prefix: str,
        tongue: str,
        channels: str,
        hosts: str,
        runs: str,
    ) -> None:
        """Keep what was entered, and show it in the place of what was set before."""
        guild = _managed(interaction)
        language = await self.bot.language_for(interaction.user, guild, interaction.locale)
        prefix = prefix.strip()
        if not re.fullmatch(PREFIX, prefix):
            raise UserError("server-bad-prefix", prefix=code(prefix).strip("`"))
        settings = ServerSettings(
            prefix=None if prefix == self.bot.settings.command_prefix else prefix,
            language=None if tongue == AUTOMATIC else tongue,
            channels=_ids(channels),
            hosts=_ids(hosts),
            runs=None if runs == AUTOMATIC else int(runs),
        )
        await self.bot.store.servers.set(guild.id, interaction.user.id, settings)
        language = await self.bot.language_for(interaction.user, guild, interaction.locale)
        await interaction.response.edit_message(**(await self._panel(guild.id, language)).editing())

    @action("server-log")
    async def log(self, interaction: discord.Interaction[Forklore]) -> None:
        """Give the user all changes that are kept, as a file."""
        guild = _managed(interaction)
        language = await self.bot.language_for(interaction.user, guild, interaction.locale)
        changes = await self.bot.store.servers.changes(guild.id, MOST_CHANGES)
        text = language.text("server-log-text", days=CHANGE_DAYS)
        reply = Reply(content=text, files=(render.log(changes),))
        await Answer(interaction, new=True, ephemeral=True).show(reply)

    async def _panel(self, server: int, language: Language) -> Reply:
        servers = self.bot.store.servers
        changes = await servers.changes(server, SHOWN_CHANGES + 1)
        reply = render.panel(
            servers.of(server),
            changes[:SHOWN_CHANGES],
            language,
            self.bot.languages,
            prefix=self.bot.settings.command_prefix,
            most_runs=self._most_runs,
        )
        change = button("server-form", label=language.text("server-change"), emoji="⚙️")
        log = button("server-log", label=language.text("server-log"), emoji="📜")
        return dataclasses.replace(reply, view=view([change, log] if len(changes) > SHOWN_CHANGES else [change]))

    @property
    def _most_runs(self) -> int:
        return self.bot.settings.user_runs_per_minute if self.bot.settings.allow_run else 0

    def _rates(self, settings: ServerSettings, language: Language) -> list[tuple[str, str]]:
        say, most = language.text, self._most_runs
        host = say("server-runs-host", count=most) if most else say("server-runs-host-off")
        offered = {rate for rate in RATES if rate < most} | (
            {settings.runs} if settings.runs is not None else set()
        )
        rates = [
            (str(rate), say("server-runs-some", count=rate) if rate else say("server-runs-off"))
            for rate in sorted(offered)
        ]
        return [(AUTOMATIC, host), *rates]


def _managed(interaction: discord.Interaction[Forklore]) -> discord.Guild:
    """The server that the user manages.

    Raises:
        commands.CheckFailure: they do not manage it.
    """
    if interaction.guild is None:
        raise commands.NoPrivateMessage
    if not interaction.permissions.manage_guild:
        raise commands.MissingPermissions(["manage_guild"])
    return interaction.guild


def _rate(settings: ServerSettings) -> str:
    return AUTOMATIC if settings.runs is None else str(settings.runs)


def _ids(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split(","))) if text else frozenset()


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Server(bot))
