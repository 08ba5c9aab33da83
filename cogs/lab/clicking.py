"""What all who answer clicks on an experiment need."""

from __future__ import annotations

import discord

from bot.client import Forklore
from bot.language import Language
from bot.message import Reply
from bot.ui.answer import Answer
from cogs.lab.render import COLOUR, Words

Click = discord.Interaction[Forklore]


async def language_of(click: Click) -> Language:
    """The language of whoever clicked."""
    return await click.client.language_for(click.user, click.guild, click.locale)


async def words_for(click: Click) -> Words:
    """What is said to whoever clicked, in their language."""
    return Words(await language_of(click), click.client.catalogue)


async def say(click: Click, text: str) -> None:
    """Answer a click, to the user alone."""
    await Answer(click, new=True, ephemeral=True).show(note(text))


def note(text: str) -> Reply:
    """A message with just that text."""
    return Reply(embeds=(discord.Embed(description=text, colour=COLOUR),))
