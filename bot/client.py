"""The Discord client: everything that runs is handed to it, and what people type reaches the cogs through it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.context import Context
from bot.errors import ErrorHandler, UserError, missing_permissions
from bot.exchanges import EDITABLE, Exchanges
from bot.language import Language, Languages
from bot.localise import FluentTranslator, localise
from bot.permits import check_channel, elsewhere
from bot.settings import Settings
from bot.store import Store, StoreError
from bot.turns import Turns
from bot.ui import forms
from bot.ui.actions import ITEMS
from bot.ui.edits import Edits

if TYPE_CHECKING:
    from demos.catalogue import Catalogue
    from demos.runner import Runner

log = logging.getLogger(__name__)

COGS = (
    *("cogs.demo", "cogs.run", "cogs.outcomes", "cogs.quiz", "cogs.lab", "cogs.progress", "cogs.explain"),
    *("cogs.path", "cogs.server", "cogs.privacy", "cogs.help", "cogs.stepper"),
)

ANYWHERE = "server"
"""The command that is answered in every channel, so that nobody locks themselves out."""

_server: ContextVar[int | None] = ContextVar("server", default=None)
"""The server where something is being answered, None in direct messages."""


class CommandTree(app_commands.CommandTree["Forklore"]):
    """The slash commands. Leads their errors to the one handler."""

    async def sync_if_changed(self, store: Store) -> None:
        """Tell Discord about the commands, unless it has exactly these already.

        Discord limits how often it may be told. When it fails, text commands work all the same.
        """
        translator = FluentTranslator(self.client.languages)
        await self.set_translator(translator)
        payload = [await command.get_translated_payload(self, translator) for command in self.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        application = self.client.application_id or 0  # known since the login
        try:
            if await store.command_tree(application) == digest:
                return
            await self.sync()
            await store.set_command_tree(application, digest)
        except (discord.HTTPException, StoreError) as error:
            log.error("the slash commands could not be sent to Discord; the next start tries again: %s", error)

    async def interaction_check(self, interaction: discord.Interaction[Forklore], /) -> bool:
        """Whether commands are answered in that channel."""
        bot = self.client
        bot.enter(interaction.guild_id)
        data: Any = interaction.data or {}
        if data.get("name") == ANYWHERE or interaction.type is discord.InteractionType.autocomplete:
            return True
        try:
            check_channel(bot, interaction.channel)
        except UserError as error:
            await bot.errors.interaction(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[Forklore], error: app_commands.AppCommandError, /
    ) -> None:
        await self.client.errors.interaction(interaction, error)


class Forklore(commands.Bot):
    """The bot. Its services are attributes: `settings`, `runner`, `turns`, `catalogue`, `languages`, `store`.

    `cogs` are the packages of commands to load. The services are opened and closed by whoever made them.
    """

    tree: CommandTree

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
        self.turns = Turns(
            runner,
            user_rate=settings.user_runs_per_minute,
            server_rate=settings.server_runs_per_minute,
            rate_on=lambda server: store.servers.of(server).runs,
        )
        self.exchanges = Exchanges()
        self.errors = ErrorHandler(self)
        self.started = discord.utils.utcnow()
        self.sleep: Callable[..., Awaitable[None]] = _sleep
        """Waits for so many seconds, or until that is done. The practice server has its own."""
        self.aside: Callable[[Coroutine[Any, Any, Any]], asyncio.Task[Any]] = asyncio.create_task
        """Begins something that takes long. The practice server has its own."""
        self.edits = Edits(lambda seconds: self.sleep(seconds))
        """Edits of messages that change often."""

        self._extensions = cogs
        super().__init__(
            _prefixes_there,
            # Only what is used: Discord sends no more, and the host has one privileged intent to tick.
            intents=discord.Intents(guilds=True, messages=True, message_content=True),
            help_command=None,
            tree_cls=CommandTree,
            allowed_mentions=discord.AllowedMentions.none(),
            case_insensitive=True,
            strip_after_prefix=True,
            proxy=settings.discord_proxy.get_secret_value() if settings.discord_proxy else None,
        )
        self.add_check(_may_answer)

    async def setup_hook(self) -> None:
        self.started = discord.utils.utcnow()
        self.add_dynamic_items(*ITEMS)
        for name in self._extensions:
            await self.load_extension(name)
        localise(self)
        await self.tree.sync_if_changed(self.store)

    async def close(self) -> None:
        self.edits.stop()
        await super().close()

    @property
    def here(self) -> int | None:
        """The server where something is being answered now, None in direct messages."""
        return _server.get()

    @property
    def prefix(self) -> str:
        """What a text command begins with where something is being answered now."""
        return self.prefix_on(self.here)

    def prefix_on(self, server: int | None) -> str:
        """What a text command begins with on a server; None stands for direct messages."""
        return self.store.servers.of(server).prefix or self.settings.command_prefix

    def enter(self, server: int | None) -> None:
        """What is answered from now on in this task is answered on that server."""
        _server.set(server)

    async def language_for(
        self,
        user: discord.abc.User,
        guild: discord.Guild | None = None,
        locale: discord.Locale | None = None,
    ) -> Language:
        """The language to answer in: the user's own choice, else their Discord's, else the server's, else English.

        A server's is the one that was set there, else the one that Discord has for it.

        `locale` is the user's Discord language, which only an interaction tells.
        """
        try:
            chosen = await self.store.language_of(user.id)
        except StoreError as error:  # an answer in the wrong language is better than none
            log.error("the language of a user could not be read: %s", error)
            chosen = None
        theirs = self.store.servers.of(guild.id).language or guild.preferred_locale if guild else None
        for candidate in (chosen, locale, theirs):
            language = self.languages.find(str(candidate)) if candidate is not None else None
            if language is not None:
                return language
        return self.languages.default

    async def get_context(self, origin: Any, /, *, cls: Any = Context) -> Any:
        context = await super().get_context(origin, cls=cls)
        word, backtick, rest = (context.invoked_with or "").partition("`")
        if backtick and context.command is None:  # a phone's user forgets the space of "!run ```py"
            context.view.index -= len(backtick + rest)
            context.invoked_with, context.command = word, self.all_commands.get(word)
        return context

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type is discord.InteractionType.modal_submit:
            await forms.sent(interaction)

    # --- servers --------------------------------------------------------------------------------------------

    async def on_ready(self) -> None:
        with _logged("which servers were left"):
            await self.store.servers.here(guild.id for guild in self.guilds)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        with _logged("that a server was joined"):
            await self.store.servers.returned(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        with _logged("that a server was left"):
            await self.store.servers.left(guild.id)

    # --- messages -------------------------------------------------------------------------------------------

    async def on_message(self, message: discord.Message, /) -> None:
        await self._answer(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if message.edited_at is None or discord.utils.utcnow() - message.created_at > EDITABLE:
            return
        # Discord also reports an edit when a preview of a link appears, or the message is pinned.
        exchange = self.exchanges.find(message.id)
        before = payload.cached_message.content if payload.cached_message else None
        if message.content != (exchange.question if exchange else before):
            await self._answer(message, older=payload.cached_message is None)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self.exchanges.withdraw(payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in payload.message_ids:
            await self.exchanges.withdraw(message_id)

    async def _answer(self, message: discord.Message, older: bool = False) -> None:
        """Run the command in a message, if there is one. The run before, of the same message, is over then.

        A message that is `older` than this process may have a reply that only Discord remembers.
        """
        if message.author.bot:
            return
        self.enter(message.guild.id if message.guild else None)
        context: Context = await self.get_context(message)
        if context.prefix is None:
            return
        if elsewhere(self, message.channel) and getattr(context.command, "name", None) != ANYWHERE:
            return
        context.exchange = self.exchanges.open(message.id)
        if older and context.exchange.question is None and self.user is not None:
            await context.exchange.recover(message, self.user.id)
        if await context.exchange.begin(message.content):
            await self.invoke(context)

    async def on_command_error(self, context: Any, error: commands.CommandError, /) -> None:
        await self.errors.command(context, error)


def _prefixes_there(bot: Forklore, message: discord.Message) -> list[str]:
    prefix = bot.prefix_on(message.guild.id if message.guild else None)
    return commands.when_mentioned_or(*prefixes(prefix))(bot, message)


@contextlib.contextmanager
def _logged(what: str) -> Iterator[None]:
    """Go on without the database: the next start looks again."""
    try:
        yield
    except StoreError as error:
        log.error("it could not be kept %s: %s", what, error)


async def _sleep(seconds: float, until: asyncio.Future[Any] | None = None) -> None:
    if until is None:
        await asyncio.sleep(seconds)
    else:
        await asyncio.wait({until}, timeout=seconds)


def _may_answer(context: Context) -> bool:
    """Whether the bot can show an answer where it is asked, so that nothing is run in vain.

    Raises:
        commands.BotMissingPermissions: it cannot.
    """
    # The response to a slash command needs no permission in the channel.
    missing = [] if context.interaction else missing_permissions(context)
    if missing:
        raise commands.BotMissingPermissions(missing)
    return True


def prefixes(prefix: str) -> list[str]:
    """The prefix, and how a Chinese keyboard types it: ``！`` for ``!``."""
    wide = "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in prefix)
    return list(dict.fromkeys([prefix, wide]))
