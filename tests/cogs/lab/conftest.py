"""An experiment of a small group: three members, and what they do."""

from __future__ import annotations

from typing import Any, cast

import discord
import pytest
import simcord

from cogs.lab import Lab
from cogs.lab.model import Lab as Experiment
from tests.chat import Chat

ORPHAN = "child 3: my parent is 2\nparent 2: I exit and do not wait for my child\nchild 3: now my parent is 1"
"""What the demo prints, typed on a phone: with fewer spaces."""


class Group:
    """A chat with two more members, and what its members do with an experiment."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.ana = chat.member
        self.bo = chat.guild.add_member(chat.env.create_user("bo"))
        self.lin = chat.guild.add_member(chat.env.create_user("lin"))

    @property
    def cog(self) -> Lab:
        return cast(Lab, self.chat.bot.get_cog("Lab"))

    async def start(self, words: str, **sending: Any) -> discord.Message:
        """The first member begins an experiment; gives its message."""
        before = {message.id for message in self.chat.replies()}
        await self.ana.send(self.chat.channel, f"!lab start {words}", **sending)
        # Discord adds a message that says that there is a thread.
        new = [message for message in self.chat.replies() if message.id not in before and message.embeds]
        assert len(new) == 1
        return new[0]

    def now(self, message: discord.Message) -> discord.Message:
        """The message as it is now."""
        history = self.chat.channel.history(viewer=self.chat.member)
        return next(other for other in history if other.id == message.id)

    async def lab(self, identity: int = 1) -> Experiment:
        """The experiment as it is kept; tests begin with an empty database."""
        return await self.cog._conductor.find(identity)

    async def predict(
        self, who: simcord.MemberActor, message: discord.Message, **values: str
    ) -> simcord.InteractionResult:
        """Fill in the form for a prediction and send it."""
        form = await who.click(self.now(message), label="Predict")
        return await who.submit_modal(form, values)

    async def click(
        self, who: simcord.MemberActor, message: discord.Message, label: str
    ) -> simcord.InteractionResult:
        return await who.click(self.now(message), label=label)

    async def more(self, who: simcord.MemberActor, message: discord.Message, label: str) -> discord.Message:
        """Click on something behind "More"; gives the answer, which only that member sees."""
        panel = said(await self.click(who, message, "More"))
        return said(await who.click(panel, label=label))


def said(result: simcord.InteractionResult) -> discord.Message:
    """The answer to a click."""
    assert result.response is not None
    return result.response.message


@pytest.fixture
def group(chat: Chat) -> Group:
    return Group(chat)
