"""``forget me``: deletes everything that is kept about somebody, and says what that was."""

from __future__ import annotations

import dataclasses

from discord.ext import commands

from bot.client import Forklore
from bot.command import group, subcommand
from bot.context import Context
from bot.render.help import note

FORGOTTEN = "forgotten"
"""The event after somebody was forgotten, whom messages may still name: ``on_forgotten``."""


class Privacy(commands.Cog):
    """What is kept about people."""

    def __init__(self, bot: Forklore) -> None:
        self.bot = bot

    @group("forget")
    async def forget(self, context: Context) -> None:
        """Say what is kept, and how it is deleted."""
        language = await context.language()
        await context.show(note(language.text("forget-how", prefix=self.bot.prefix)))

    @subcommand(forget, "me")
    async def me(self, context: Context) -> None:
        """Delete everything that is kept about oneself."""
        language = await context.language()
        forgotten = await self.bot.store.forget(context.author.id)
        self.bot.dispatch(FORGOTTEN)
        counts = {name.replace("_", "-"): count for name, count in dataclasses.asdict(forgotten).items()}
        lines = [f"- {language.text(f'forgot-{name}', count=count)}" for name, count in counts.items() if count]
        text = language.text("forgot") if lines else language.text("forgot-nothing")
        await context.show(note("\n".join([text, *lines])), ephemeral=True)


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Privacy(bot))
