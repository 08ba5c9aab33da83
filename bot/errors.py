"""The one place where errors become answers: of text commands, slash commands and views.

What the user could have done otherwise is a `UserError` (or one of discord.py's own) and is answered with one
sentence that says what to do. Everything else is a fault: it goes to the log with its traceback, and the answer and
the log carry the same id.
"""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.message import Reply

if TYPE_CHECKING:
    from bot.client import Forklore
    from bot.context import Context
    from bot.language import Language

log = logging.getLogger(__name__)

COLOUR = discord.Colour(0xC0392B)


class UserError(Exception):
    """Something the user can set right. `key` names the text, `values` fill it in."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


class ErrorHandler:
    """Answers errors, wherever they come from."""

    def __init__(self, bot: Forklore) -> None:
        self._bot = bot

    async def command(self, context: Context, error: Exception) -> None:
        """An error of a command, prefix or slash."""
        language = await context.language()
        await context.show(self.reply(error, language), ephemeral=True)

    async def interaction(self, interaction: discord.Interaction[Forklore], error: Exception) -> None:
        """An error of a button, select menu, modal or context menu."""
        language = await self._bot.language_for(interaction.user, interaction.guild, interaction.locale)
        reply = self.reply(error, language)
        if interaction.response.is_done():
            await interaction.followup.send(embeds=list(reply.embeds), ephemeral=True)
        else:
            await interaction.response.send_message(embeds=list(reply.embeds), ephemeral=True)

    def reply(self, error: Exception, language: Language) -> Reply:
        """The answer to an error; logs it when it is a fault."""
        while isinstance(error, commands.CommandInvokeError | app_commands.CommandInvokeError):
            error = error.original
        if isinstance(error, UserError):
            description = language.text(error.key, **error.values)
        else:
            identity = secrets.token_hex(4)
            log.error("error %s", identity, exc_info=error)
            description = language.text("error-unexpected", id=identity)
        return Reply(embeds=(discord.Embed(description=description, colour=COLOUR),))
