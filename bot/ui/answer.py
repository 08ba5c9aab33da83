"""The answer to a click: the clicked message changes, or a new one appears."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import discord

from bot import limits

if TYPE_CHECKING:
    from bot.client import Forklore
    from bot.message import Reply


class Answer:
    """Shows one reply to an interaction, and changes it when it is shown again, as `Context.show` does."""

    def __init__(
        self, interaction: discord.Interaction[Forklore], *, new: bool = False, ephemeral: bool = False
    ) -> None:
        """`new` for a message of its own, `ephemeral` for one that only the user who clicked sees."""
        self._interaction = interaction
        self._new = new
        self._ephemeral = ephemeral

    async def show(self, reply: Reply) -> None:
        """Show the reply; the first time within 3 s."""
        reply = limits.fit(reply)
        response = self._interaction.response
        if response.is_done():
            with contextlib.suppress(discord.NotFound):  # somebody has deleted it meanwhile
                await self._interaction.edit_original_response(**reply.editing())
        elif self._new:
            await response.send_message(**reply.sending(), ephemeral=self._ephemeral)
        else:
            await response.edit_message(**reply.editing())


def owned(interaction: discord.Interaction[Forklore], author: str) -> bool:
    """Whether the clicked message is the clicker's own: it answers them (`author`, a user id)."""
    return str(interaction.user.id) == author
