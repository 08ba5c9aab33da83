"""``path``: a guided course through cards, demos and quizzes, that remembers where each one is."""

from __future__ import annotations

from typing import cast

import discord
from discord.ext import commands

from bot.client import Forklore
from bot.command import group, subcommand
from bot.context import Context
from bot.errors import UserError
from bot.language import Language
from bot.message import Reply
from bot.store.paths import Place
from bot.ui.actions import action
from bot.ui.answer import Answer, owned
from cogs.explain import Explain
from cogs.path import render
from cogs.path.rules import Course, Step, load
from demos.quiz import Wording


class Path(commands.Cog):
    """A course of cards, demos and quizzes."""

    def __init__(self, bot: Forklore, course: Course) -> None:
        self.bot = bot
        self.course = course

    @group("path")
    async def path(self, context: Context) -> None:
        """Show the step that somebody is at."""
        await self._show(context)

    @subcommand(path, "show")
    async def show(self, context: Context) -> None:
        """Show the step that somebody is at."""
        await self._show(context)

    @subcommand(path, "next")
    async def next(self, context: Context) -> None:
        """Go on to the next step."""
        await self._show(context, +1)

    @subcommand(path, "back")
    async def back(self, context: Context) -> None:
        """Go back to the step before."""
        await self._show(context, -1)

    @subcommand(path, "where")
    async def where(self, context: Context) -> None:
        """Show all steps, and which is theirs."""
        at = await self._at(context.author.id)
        await context.show(self._overview(at, context.author.id, await context.language()), ephemeral=True)

    @action("path-go")
    async def go(self, interaction: discord.Interaction[Forklore], user: str, step: str) -> None:
        """Turn the clicker's own message into that step; from somebody else's, show them where they are."""
        mine, at = owned(interaction, user), self.course.position(step)
        if at is None:  # it was taken out since the message was sent
            raise UserError("ui-outdated")
        if mine:
            await self._move(interaction.user.id, at)
        else:
            at = await self._at(interaction.user.id)
        reply = self._step(at, interaction.user.id, await self._language(interaction))
        await Answer(interaction, new=not mine, ephemeral=True).show(reply)

    @action("path-where")
    async def map(self, interaction: discord.Interaction[Forklore], user: str) -> None:
        """The same with all steps."""
        at = await self._at(interaction.user.id)
        reply = self._overview(at, interaction.user.id, await self._language(interaction))
        await Answer(interaction, new=not owned(interaction, user), ephemeral=True).show(reply)

    async def _show(self, context: Context, steps: int = 0) -> None:
        """Go on by so many steps, as far as there are any."""
        user = context.author.id
        at = await self._at(user)
        if steps:
            at = min(max(at + steps, 0), len(self.course.steps))
            await self._move(user, at)
        await context.show(self._step(at, user, await context.language()), ephemeral=True)

    async def _at(self, user: int) -> int:
        place = await self.bot.store.paths.place(user)
        return 0 if place is None else self.course.resumed(place.step, place.position)

    async def _move(self, user: int, at: int) -> None:
        await self.bot.store.paths.move(user, Place(self.course.id_at(at), at))

    def _step(self, at: int, user: int, language: Language) -> Reply:
        return render.step(self.course, at, self._titles(language), user, self.bot.prefix, language)

    def _overview(self, at: int, user: int, language: Language) -> Reply:
        return render.overview(self.course, at, self._titles(language), user, language)

    def _titles(self, language: Language) -> render.Titles:
        library, wording = cast(Explain, self.bot.get_cog("Explain")).library, Wording(language.code)

        def title(step: Step) -> str:
            match step.kind:
                case "card":
                    return library.get(step.name).text(language.code).title
                case "demo":
                    return self.bot.catalogue.get(step.name).text(language.code).title
                case "quiz":
                    return language.text("path-quiz", topic=wording.topic(step.name), level=step.level)

        return title

    async def _language(self, interaction: discord.Interaction[Forklore]) -> Language:
        return await self.bot.language_for(interaction.user, interaction.guild, interaction.locale)


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Path(bot, load()))
