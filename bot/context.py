"""What every command is given: who asks, in which language, and the one reply.

`Context` serves a prefix command and its slash form alike.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

from bot import limits
from bot.exchanges import Exchange
from bot.language import Language
from bot.message import Reply

if TYPE_CHECKING:
    from bot.client import Forklore


class Context(commands.Context["Forklore"]):
    """One invocation of a command."""

    bot: Forklore

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._language: Language | None = None
        self.exchange = Exchange()
        """The question and its reply. The client puts in the one that is remembered for an edited message."""

    async def language(self) -> Language:
        """The language of the answer."""
        if self._language is None:
            locale = None if self.interaction is None else self.interaction.locale
            self._language = await self.bot.language_for(self.author, self.guild, locale)
        return self._language

    def forget_language(self) -> None:
        """The user has just chosen another language."""
        self._language = None

    async def show(self, reply: Reply, *, ephemeral: bool = False) -> discord.Message:
        """Send the one reply of this command; called again, or after an edit of the command's message, edit it.

        `ephemeral` (shown to the user alone) counts for the first reply to a slash command only.
        Returns the message as it is now.
        """
        # Shielded: when an edit cancels this run in the middle of a request, the message may exist already, and
        # the next run must learn of it rather than send a second one.
        delivery = asyncio.ensure_future(self.exchange.deliver(self, limits.fit(reply), ephemeral))
        return await asyncio.shield(delivery)
