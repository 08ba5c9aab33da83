"""A question and its one reply: what is remembered so that an edit of the question changes the reply.

Editing ``!demo ...`` runs it again and edits the reply; deleting it deletes the reply. A new run ends the one
before it.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import datetime
from typing import TYPE_CHECKING, Any

import discord

from bot.message import Reply

if TYPE_CHECKING:
    from bot.context import Context

EDITABLE = datetime.timedelta(minutes=15)
"""How long after it was sent the edit of a message runs it again."""

KNOWN = 2000
"""How many questions are remembered, the newest."""


FOLLOWING = 50
"""How many messages after a question may hold its reply."""


class Exchange:
    """One question, its latest run and its reply."""

    def __init__(self) -> None:
        self.reply: discord.Message | None = None
        self.question: str | None = None
        self.withdrawn = False
        self._lock = asyncio.Lock()
        self._run: asyncio.Task[Any] | None = None

    async def begin(self, question: str) -> bool:
        """Take over from the run before, which is cancelled. False when a still newer one has taken over since."""
        self.question = question
        before, self._run = self._run, asyncio.current_task()
        if before is not None and before is not self._run and not before.done():
            before.cancel()
            await asyncio.wait([before])
        return self._run is asyncio.current_task() and not self.withdrawn

    async def recover(self, question: discord.Message, bot_id: int) -> None:
        """Find the reply of an earlier process of this bot, among the messages that follow."""
        async with self._lock:
            with contextlib.suppress(discord.HTTPException):
                async for message in question.channel.history(after=question, limit=FOLLOWING):
                    referred = message.reference.message_id if message.reference else None
                    if self.reply is None and message.author.id == bot_id and referred == question.id:
                        self.reply = message

    async def deliver(self, context: Context, reply: Reply, ephemeral: bool = False) -> discord.Message:
        """Send the reply, or edit the one that is there. One at a time, in the order of the calls.

        Raises:
            asyncio.CancelledError: the question was deleted.
        """
        async with self._lock:
            if self.withdrawn:
                raise asyncio.CancelledError
            if self.reply is not None:
                with contextlib.suppress(discord.NotFound):  # somebody deleted the reply: send it anew
                    self.reply = await self.reply.edit(**reply.editing())
                    return self.reply
            if context.interaction is None:
                arguments = reply.sending()
                if context.bot_permissions.read_message_history:  # else Discord refuses a reference
                    arguments["reference"] = context.message.to_reference(fail_if_not_exists=False)
                self.reply = await context.send(**arguments, mention_author=False)
            else:
                self.reply = await context.send(**reply.sending(), ephemeral=ephemeral)
            return self.reply

    async def withdraw(self) -> None:
        """The question was deleted: end its run and delete its reply."""
        self.withdrawn = True
        if self._run is not None:
            self._run.cancel()
        async with self._lock:
            if self.reply is not None:
                with contextlib.suppress(discord.NotFound, discord.Forbidden):
                    await self.reply.delete()


class Exchanges:
    """The newest exchanges that began with a message, by the message's id."""

    def __init__(self, known: int = KNOWN) -> None:
        self._known = known
        self._exchanges: collections.OrderedDict[int, Exchange] = collections.OrderedDict()

    def __len__(self) -> int:
        return len(self._exchanges)

    def find(self, message_id: int) -> Exchange | None:
        """The exchange that began with this message, if it is remembered."""
        return self._exchanges.get(message_id)

    def open(self, message_id: int) -> Exchange:
        """The exchange that began with this message, a new one if there is none."""
        exchange = self._exchanges.setdefault(message_id, Exchange())
        while len(self._exchanges) > self._known:
            self._exchanges.popitem(last=False)
        return exchange

    async def withdraw(self, message_id: int) -> None:
        """The message was deleted."""
        exchange = self._exchanges.pop(message_id, None)
        if exchange is not None:
            await exchange.withdraw()
