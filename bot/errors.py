"""The one place where errors become answers: of text commands, slash commands and views.

What somebody can set right is answered with what to do: a `UserError`, and the kinds of errors that `explanation`
knows. Everything else is a fault: the log has its traceback, and the answer and the log carry the same id.
"""

from __future__ import annotations

import logging
import math
import re
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, Self, runtime_checkable

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands
from rapidfuzz import fuzz, process

from bot.localise import usage
from bot.message import Reply
from bot.render.compiler import not_compiled
from bot.store import StoreError
from demos.runner import (
    IsolationUnavailable,
    LanguageUnavailable,
    NotCompiled,
    QueueFull,
    RunnerClosed,
    WorkerFailed,
)

if TYPE_CHECKING:
    from bot.client import Forklore
    from bot.context import Context
    from bot.language import Language

log = logging.getLogger(__name__)

COLOUR = discord.Colour(0xC0392B)

NEAR = 60
"""How alike a mistyped command must be to one that exists, of 100, to be taken for it."""

WORD = re.compile(r"[^\W\d_][\w-]+")
"""What may be meant as a command: ``!?!`` and ``!5`` are not."""


UNREACHABLE = (discord.HTTPException, aiohttp.ClientError, OSError)
"""Why an answer does not reach Discord."""


class UserError(Exception):
    """Something the user can set right. `key` names the text that says how, `values` fill it in."""

    view: discord.ui.View | None = None

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def offering(self, view: discord.ui.View) -> Self:
        """This error, answered with buttons for what the user may have meant."""
        self.view = view
        return self


@runtime_checkable
class Suggests(Protocol):
    """A cog that knows words which users type as if they were commands: ``!orphan`` for ``!demo orphan``."""

    def suggestions(self) -> Mapping[str, str]:
        """Each such word, and the command line that was meant, without the prefix."""
        ...


class ErrorHandler:
    """Answers errors, wherever they come from."""

    def __init__(self, bot: Forklore) -> None:
        self._bot = bot

    async def command(self, context: Context, error: Exception) -> None:
        """Answer an error of a command, prefix or slash."""
        if self._bot.is_closed():  # the bot is being ended, and the run with it: nobody can be told
            return
        error = original(error)
        language = await context.language()
        if isinstance(error, commands.CommandNotFound):
            text = self._unknown(context, language)
            if text is None:
                return
        else:
            text = self.text(error, language, context)
        try:
            await context.show(_reply(text, context.bot_permissions, error), ephemeral=True)
        except discord.Forbidden:
            await self._tell_privately(context, language)
        except UNREACHABLE as problem:
            log.warning("an error could not be answered: %s", problem)

    async def interaction(self, interaction: discord.Interaction[Forklore], error: Exception) -> None:
        """Answer an error of a button, select menu, modal or context menu, to the user alone."""
        language = await self._bot.language_for(interaction.user, interaction.guild, interaction.locale)
        error = original(error)
        reply = _reply(self.text(error, language), discord.Permissions.all(), error)
        try:
            if interaction.response.is_done():
                await interaction.followup.send(**reply.sending(), ephemeral=True)
            else:
                await interaction.response.send_message(**reply.sending(), ephemeral=True)
        except UNREACHABLE as problem:
            log.warning("an error could not be answered: %s", problem)

    def text(self, error: Exception, language: Language, context: Context | None = None) -> str:
        """The answer to an error; a fault is logged, and the answer has its id."""
        explained = explanation(error, language, context)
        if explained is not None:
            return explained
        identity = secrets.token_hex(4)
        log.error("error %s%s", identity, f" in {_asked(context)}" if context else "", exc_info=error)
        return language.text("error-unexpected", id=identity)

    def meant(self, word: str) -> str | None:
        """The command line, without its prefix, that somebody probably meant by a word; None if nothing is near."""
        lines = {name: name for name, command in self._bot.all_commands.items() if not command.hidden}
        for cog in self._bot.cogs.values():
            if isinstance(cog, Suggests):
                lines = {name.casefold(): line for name, line in cog.suggestions().items()} | lines
        near = process.extractOne(word.casefold(), lines.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        return lines[near[0]] if near else None

    def _unknown(self, context: Context, language: Language) -> str | None:
        """The answer to an unknown command; None where none was meant."""
        word = context.invoked_with or ""
        if not WORD.fullmatch(word):
            return None
        values = {"name": word[:32], "prefix": context.clean_prefix}
        near = self.meant(word)
        if near is None:
            return language.text("error-unknown-command", **values)
        return language.text("error-unknown-command-near", **values, near=near)

    async def _tell_privately(self, context: Context, language: Language) -> None:
        """In this channel the answer is forbidden: say to the user what the bot lacks."""
        text = language.text(
            "error-bot-permissions", permissions=_permissions(missing_permissions(context), language), count=1
        )
        try:
            await context.author.send(text)
        except discord.HTTPException:
            log.info("not allowed to answer in channel %s, nor to write to the user", context.channel.id)


def original(error: Exception) -> Exception:
    """The error inside those in which discord.py wraps it."""
    wrappers = (
        commands.CommandInvokeError,
        commands.ConversionError,
        commands.HybridCommandError,
        app_commands.CommandInvokeError,
        app_commands.TransformerError,
    )
    while isinstance(error, wrappers):
        inner = error.__cause__ if isinstance(error, app_commands.TransformerError) else error.original
        if not isinstance(inner, Exception):
            break
        error = inner
    return error


def explanation(error: Exception, language: Language, context: Context | None = None) -> str | None:
    """What to do about an error that somebody can set right; None for a fault."""
    text = language.text
    match error:
        case UserError():
            return text(error.key, **error.values)
        case commands.CommandOnCooldown() | app_commands.CommandOnCooldown():
            return text("error-cooldown", seconds=math.ceil(error.retry_after))
        case commands.MaxConcurrencyReached():
            return text("error-busy")
        case commands.BotMissingPermissions() | app_commands.BotMissingPermissions():
            return _lacks(error.missing_permissions, language)
        case discord.Forbidden():
            return _lacks(missing_permissions(context) if context else [], language)
        case commands.MissingPermissions() | app_commands.MissingPermissions():
            return text("error-user-permissions", permissions=_permissions(error.missing_permissions, language))
        case commands.NoPrivateMessage() | app_commands.NoPrivateMessage():
            return text("error-server-only")
        case commands.CheckFailure() | app_commands.CheckFailure() | commands.DisabledCommand():
            return text("error-not-allowed")
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return text("error-command-changed")
        case commands.UserInputError() | app_commands.TransformerError():
            if context is None or context.command is None:
                return text("error-input")
            line = usage(context.command, language)
            return text("error-input-usage", usage=f"{context.clean_prefix}{line}")
        case IsolationUnavailable():
            log.error("nothing was run: %s", error)
            return text("error-isolation")
        case LanguageUnavailable():
            log.warning("nothing was run: %s", error)
            return text("error-language")
        case NotCompiled():
            return not_compiled(error.diagnostics, error.bound, language)
        case QueueFull():
            return text("error-queue-full")
        case WorkerFailed():
            log.error("a run failed: %s", error)
            return text("error-worker")
        case RunnerClosed():
            return text("error-closing")
        case StoreError():
            log.error("the store failed: %s", error)
            return text("error-store")
        case discord.RateLimited():
            return text("error-discord")
        case discord.HTTPException() if error.status >= 500:
            log.warning("Discord failed: %s", error)
            return text("error-discord")
    return None


def _lacks(names: list[str], language: Language) -> str:
    return language.text("error-bot-permissions", permissions=_permissions(names, language), count=len(names))


def missing_permissions(context: Context) -> list[str]:
    """The names of the permissions that the bot needs to answer in the context's channel and lacks there."""
    allowed = context.bot_permissions
    send = "send_messages_in_threads" if isinstance(context.channel, discord.Thread) else "send_messages"
    for name in ("view_channel", send):
        if not getattr(allowed, name):
            return [name]  # the others follow from it
    return [name for name in ("embed_links", "attach_files") if not getattr(allowed, name)]


def _permissions(names: list[str], language: Language) -> str:
    """Permissions as Discord's own settings name them, where Forklore ever needs them."""
    texts = (f"permission-{name.replace('_', '-')}" for name in names)
    known = [language.text(key) if language.has(key) else name for key, name in zip(texts, names, strict=True)]
    return language.text("list-separator").join(known)


def _reply(text: str, permissions: discord.Permissions, error: Exception) -> Reply:
    text = f"⚠️ {text}"
    view = error.view if isinstance(error, UserError) else None
    if not permissions.embed_links:
        return Reply(content=text, view=view)
    return Reply(embeds=(discord.Embed(description=text, colour=COLOUR),), view=view)


def _asked(context: Context) -> str:
    return f"{context.prefix}{context.command.qualified_name if context.command else context.invoked_with}"
