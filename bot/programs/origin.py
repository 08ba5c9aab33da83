"""Where the program of a result is kept, to be read from there when a button runs it once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.errors import UserError
from bot.message import Attachment
from bot.programs.reading import STDIN
from demos.recording import Job

if TYPE_CHECKING:
    from bot.client import Forklore

HERE = ""
"""The origin of a program that is attached to the bot's own message. Any other is the id of a message."""


def attached(job: Job) -> tuple[Attachment, ...]:
    """The files that keep a program, and its standard input, with the bot's message (`bot.programs.reading`)."""
    files = [Attachment(job.program.name, job.program.source.encode())]
    if job.stdin:
        files.append(Attachment(STDIN, job.stdin.encode()))
    return tuple(files)


async def message_of(interaction: discord.Interaction[Forklore], origin: str) -> discord.Message:
    """The message that holds the program, when a button below its result was clicked.

    Raises:
        UserError: it is gone, or cannot be read any more.
    """
    if origin == HERE:
        assert interaction.message is not None  # noqa: S101 - a button is below one
        return interaction.message
    assert interaction.channel_id is not None  # noqa: S101 - and that is in a channel
    channel = interaction.client.get_partial_messageable(interaction.channel_id, guild_id=interaction.guild_id)
    try:
        return await channel.fetch_message(int(origin))
    except discord.NotFound:
        raise UserError("run-gone") from None
    except discord.Forbidden:
        raise UserError("run-no-history") from None
