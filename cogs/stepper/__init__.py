"""Going through a recording event by event, with the buttons that `bot.ui.stepper` puts below its result."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import discord
from discord.ext import commands

from bot.client import Forklore
from bot.errors import UserError
from bot.language import Language
from bot.store.recordings import KEEP_DAYS
from bot.ui import stepper as ui
from bot.ui.actions import action
from bot.ui.clicks import Clicks
from demos import picture


class Stepper(commands.Cog):
    """The steps of a recording, in the message that tells of it."""

    def __init__(self, bot: Forklore) -> None:
        self.bot = bot
        self._clicks = Clicks()
        self._projector = asyncio.Semaphore()  # A film takes a processor for most of a second.

    @action(ui.STEP)
    async def step(
        self, interaction: discord.Interaction[Forklore], recording: str, step: str, spoken: str
    ) -> None:
        """Show the step with that index, or the first or the last one."""
        await self._show(interaction, recording, step, spoken)

    @action(ui.JUMP)
    async def jump(
        self, interaction: discord.Interaction[Forklore], recording: str, spoken: str, step: str
    ) -> None:
        """Show the step that was chosen."""
        await self._show(interaction, recording, step, spoken)

    @action(ui.CLOSE)
    async def close(self, interaction: discord.Interaction[Forklore], recording: str, spoken: str) -> None:
        """Take the step away."""
        async with self._clicks.turn(interaction) as newest:
            message = interaction.message
            if not newest or message is None:
                await self._acknowledge(interaction)
                return
            stored = await self.bot.store.recordings.get(recording)
            await self._edit(interaction, ui.closed(message, recording, stored, self._language(spoken)))

    @action(ui.FILM)
    async def film(self, interaction: discord.Interaction[Forklore], identity: str, spoken: str) -> None:
        """Attach the animated process tree."""
        async with self._clicks.turn(interaction) as newest:
            await self._acknowledge(interaction)
            message = interaction.message
            if not newest or message is None:
                return
            recording = await self.bot.store.recordings.get(identity)
            if recording is None:
                raise UserError("stepper-gone", days=KEEP_DAYS)
            language = self._language(spoken)
            async with self._projector:
                film = await asyncio.to_thread(picture.film, recording, language.code)
            with contextlib.suppress(discord.NotFound):  # The message was deleted meanwhile.
                await interaction.edit_original_response(**ui.filmed(message, identity, recording, film, language))

    async def _show(
        self, interaction: discord.Interaction[Forklore], identity: str, step: str, spoken: str
    ) -> None:
        async with self._clicks.turn(interaction) as newest:
            if not newest:
                await self._acknowledge(interaction)
                return
            recording = await self.bot.store.recordings.get(identity)
            if recording is None:
                raise UserError("stepper-gone", days=KEEP_DAYS)
            last = len(recording.events) - 1
            index = {ui.FIRST: 0, ui.LAST: last}[step] if step in (ui.FIRST, ui.LAST) else min(int(step), last)
            edit = ui.shown(interaction.message, identity, recording, index, self._language(spoken))
            await self._edit(interaction, edit)

    async def _edit(self, interaction: discord.Interaction[Forklore], edit: dict[str, Any]) -> None:
        with contextlib.suppress(discord.NotFound):  # The message was deleted, or the click waited too long.
            await interaction.response.edit_message(**edit)

    async def _acknowledge(self, interaction: discord.Interaction[Forklore]) -> None:
        with contextlib.suppress(discord.NotFound):
            await interaction.response.defer()

    def _language(self, spoken: str) -> Language:
        """The message stays in its language, whoever clicks."""
        return self.bot.languages.find(spoken) or self.bot.languages.default


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Stepper(bot))
