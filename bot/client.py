"""The Discord client: everything that runs is handed to it, and what people type reaches the cogs through it."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.context import Context
from bot.errors import ErrorHandler
from bot.exchanges import EDITABLE, Exchanges
from bot.language import Language, Languages
from bot.localise import FluentTranslator, localise
from bot.settings import Settings

if TYPE_CHECKING:
    from demos.runner import Runner

    from bot.store import Store
    from demos.catalogue import Catalogue

log = logging.getLogger(__name__)

COGS = ("cogs.help", "cogs.demo", "cogs.explain")


class CommandTree(app_commands.CommandTree["Forklore"]):
    """Leads the errors of slash commands and context menus to the one handler."""

    async def on_error(
        self, interaction: discord.Interaction[Forklore], error: app_commands.AppCommandError, /
    ) -> None:
        await self.client.errors.interaction(interaction, error)


class Forklore(commands.Bot):
    """The bot. Its services are attributes: `settings`, `runner`, `catalogue`, `languages`, `store`."""

    def __init__(
        self,
        *,
        settings: Settings,
        runner: Runner,
        catalogue: Catalogue,
        languages: Languages,
        store: Store,
        cogs: Sequence[str] = COGS,
    ) -> None:
        self.settings = settings
        self.runner = runner
        self.catalogue = catalogue
        self.languages = languages
        self.store = store
        self.exchanges = Exchanges()
        self.errors = ErrorHandler(self)
        self.started = time.monotonic()
        self._cogs_to_load = cogs
        intents = discord.Intents.default()
        intents.message_content = True
        super().__init__(
            commands.when_mentioned_or(settings.command_prefix),
            intents=intents,
            help_command=None,
            tree_cls=CommandTree,
            allowed_mentions=discord.AllowedMentions.none(),
            case_insensitive=True,
        )

    async def setup_hook(self) -> None:
        for name in self._cogs_to_load:
            await self.load_extension(name)
        localise(self)
        await self.tree.set_translator(FluentTranslator(self.languages))
        await self.tree.sync()

    async def language_for(
        self,
        user: discord.abc.User,
        guild: discord.Guild | None = None,
        locale: discord.Locale | None = None,
    ) -> Language:
        """The language to answer in: the user's own choice, else their Discord's, else the server's, else English.

        `locale` is the user's Discord language, which only an interaction tells.
        """
        candidates = [await self.store.language_of(user.id), locale, guild.preferred_locale if guild else None]
        for candidate in candidates:
            language = self.languages.find(str(candidate)) if candidate is not None else None
            if language is not None:
                return language
        return self.languages.default

    async def get_context(self, origin: Any, /, *, cls: Any = Context) -> Any:
        return await super().get_context(origin, cls=cls)

    async def on_message(self, message: discord.Message, /) -> None:
        if message.author.bot:
            return
        await self._answer(message)

    async def _answer(self, message: discord.Message) -> None:
        exchange = self.exchanges.open(message.id)
        if await exchange.begin(message.content):
            await self.invoke(await self.get_context(message))

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if message.author.bot or discord.utils.utcnow() - message.created_at > EDITABLE:
            return
        await self._answer(message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self.exchanges.withdraw(payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in payload.message_ids:
            await self.exchanges.withdraw(message_id)

    async def on_command_error(self, context: Any, error: commands.CommandError, /) -> None:
        await self.errors.command(context, error)

    @property
    def uptime(self) -> datetime.timedelta:
        """How long this process has been the bot."""
        return datetime.timedelta(seconds=time.monotonic() - self.started)
