"""Begins experiments: each is kept first, and then shown in a message with a thread for the talk."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, Self

import discord

from bot.client import Forklore
from bot.context import Context
from bot.language import Language
from bot.limits import CHOICE_NAME, clip
from bot.permits import check_host
from bot.programs.reading import Found
from bot.store.lab_data import Standing
from cogs.lab.conducting import Conductor
from cogs.lab.data import Subject, Task, pack
from cogs.lab.model import Lab
from cogs.lab.opening import Openings
from cogs.lab.render import Words
from cogs.lab.rules import PREDICT

log = logging.getLogger(__name__)

THREAD_MINUTES: Literal[1440] = 1440
"""Without a word for so long, Discord hides a thread."""


@dataclass(frozen=True)
class Origin:
    """Who begins an experiment and where; `send` sends the message that shows it."""

    user: int
    server: discord.Guild | None
    channel: int
    send: Callable[..., Awaitable[discord.Message]]

    @classmethod
    def of(cls, context: Context) -> Self:
        """Who has typed a command, and where."""
        return cls(context.author.id, context.guild, context.channel.id, context.send)


class Postings:
    """Begins experiments, and shows those anew whose message is gone."""

    def __init__(self, bot: Forklore, conductor: Conductor, openings: Openings) -> None:
        self._bot = bot
        self._conductor = conductor
        self._openings = openings

    async def open_program(
        self, interaction: discord.Interaction[Forklore], found: Found, words: str, language: Language
    ) -> None:
        """Begin an experiment with a program from the form."""
        check_host(self._bot, interaction.user)
        wishes = self._openings.read(words)
        subject, task, concept = self._openings.program(found, wishes)
        self._bot.turns.admit(interaction.user.id, interaction.guild_id)
        await interaction.response.defer(thinking=True)

        async def send(**arguments: Any) -> discord.Message:
            return await interaction.followup.send(**arguments, wait=True)

        origin = Origin(interaction.user.id, interaction.guild, interaction.channel_id or 0, send)
        await self.open(origin, subject, task, concept, wishes.countdown, language)

    async def open(
        self, origin: Origin, subject: Subject, task: Task, concept: str, countdown: int, language: Language
    ) -> int:
        """Keep a new experiment, and show it in a message of its own. Returns its id."""
        now = int(discord.utils.utcnow().timestamp())
        deadline = now + countdown if countdown else None
        standing = Standing(host=origin.user, phase=PREDICT, deadline=deadline, touched_at=now)
        identity = await self._bot.store.labs.open(
            standing,
            server=origin.server.id if origin.server else None,
            channel=origin.channel,
            language=language.code,
            concept=concept,
            subject=pack(subject),
            job=pack(task),
        )
        await self.post(await self._conductor.find(identity), origin)
        self._conductor.follow(identity, standing)
        return identity

    async def post(self, lab: Lab, origin: Origin) -> None:
        """Show an experiment in a new message."""
        reply = await self._conductor.showing.message(lab)
        sending = reply.sending()
        message = await origin.send(**sending)
        place = {"channel": message.channel.id, "message": message.id}
        await self._bot.store.labs.place(lab.id, **place, thread=None)
        thread = await self._thread(message, lab)
        if thread is not None:
            await self._bot.store.labs.place(lab.id, **place, thread=thread)

    async def _thread(self, message: discord.Message, lab: Lab) -> int | None:
        """Open a thread for the talk, where that is allowed. Returns its id."""
        guild, channel = message.guild, message.channel
        if guild is None or not isinstance(channel, discord.TextChannel):
            return None
        if not channel.permissions_for(guild.me).create_public_threads:
            return None
        words = Words(lab.language, self._bot.catalogue)
        name = clip(lab.language.text("lab-thread", id=lab.id, title=words.title(lab.subject)), CHOICE_NAME)
        try:
            thread = await channel.create_thread(
                name=name.replace("`", ""), message=message, auto_archive_duration=THREAD_MINUTES
            )
        except discord.HTTPException as error:
            log.info("no thread for experiment %d: %s", lab.id, error)
            return None
        return thread.id
