"""A channel of a simulated Discord, with one member who writes, and the bot."""

from __future__ import annotations

from typing import Any

import discord
import simcord

from bot.client import Forklore


class Chat:
    """What a test does as the member, and what the member then sees.

    `env`, `guild`, `channel` and `member` are SimCord's, for whatever has no method here.
    """

    def __init__(self, env: simcord.Env, preferred_locale: str = "en-US") -> None:
        self.env = env
        self.guild = env.create_guild(preferred_locale=preferred_locale)
        self.channel = self.guild.create_text_channel("study-group")
        self.member = self.guild.add_member(env.create_user("ana"))

    @property
    def bot(self) -> Forklore:
        assert isinstance(self.env.bot, Forklore)
        return self.env.bot

    async def choose(self, language: str) -> None:
        """The member has chosen a language with the ``language`` command."""
        await self.bot.store.set_language(self.member.id, language)

    async def say(self, text: str, **sending: Any) -> discord.Message:
        """Send a message; returns the bot's reply. Fails when there is not exactly one.

        `sending`: what else SimCord's `MemberActor.send` takes, `attachments` and `reply_to`.
        """
        before = {message.id for message in self.replies()}
        self.question = await self.member.send(self.channel, text, **sending)
        new = [message for message in self.replies() if message.id not in before]
        assert len(new) == 1, f"{len(new)} replies to {text!r}"
        return new[0]

    async def say_unanswered(self, text: str) -> discord.Message:
        """Send a message that the bot does not answer; returns the message."""
        before = len(self.replies())
        self.question = await self.member.send(self.channel, text)
        assert len(self.replies()) == before
        return self.question

    async def slash(self, name: str, /, **options: Any) -> discord.Message:
        """Use a slash command; returns the bot's response."""
        result = await self.member.slash(self.channel, name, **options)
        assert result.response is not None
        return result.response.message

    def replies(self) -> list[discord.Message]:
        """What the member sees of the bot, oldest first."""
        assert self.bot.user is not None
        return [
            message for message in self.channel.history(viewer=self.member) if message.author.id == self.bot.user.id
        ]


def text(message: discord.Message) -> str:
    """Everything that can be read in a message: content and embeds, one after the other."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.title, embed.description]
        for field in embed.fields:
            parts += [field.name, field.value]
        parts.append(embed.footer.text)
    return "\n".join(part for part in parts if part)


def menu_with(message: discord.Message, value: str) -> str:
    """The custom id of the select menu that has this option."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    menus = [item for row in rows for item in row.children if isinstance(item, discord.SelectMenu)]
    (menu,) = [menu for menu in menus if value in [option.value for option in menu.options]]
    return str(menu.custom_id)
