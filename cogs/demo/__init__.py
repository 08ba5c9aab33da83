"""``demo``: run a teaching program and show what its processes did."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Forklore
from bot.command import command
from bot.context import Context
from bot.errors import UserError
from bot.language import Language
from bot.limits import CHOICE_NAME, CHOICES, clip
from bot.message import Reply
from bot.render import demo as render
from bot.render.result import Story
from bot.render.safe import code
from bot.results import illustrated
from bot.ui import demo as ui
from bot.ui import stepper
from bot.ui.actions import action
from bot.ui.answer import Answer
from cogs.demo.parameters import Asked, complete, read, split
from demos import catalogue as demos
from demos.recording import Recording


class Demo(commands.Cog):
    """Programs that really run."""

    def __init__(self, bot: Forklore) -> None:
        self.bot = bot

    @command("demo")
    async def demo(self, context: Context, name: str = "", *, parameters: str = "") -> None:
        """Run the demo of that name; without one, list them all."""
        language = await context.language()
        name, pairs = split(f"{name} {parameters}")
        if not name:
            await context.show(self._list(context.author, language))
            return
        asked = read(self._find(name, context, language), pairs, language)
        await context.show(render.running(asked.title(language), asked.demo, language))
        await context.show(await self._result(asked, context.author.id, context.author.id, language))

    @demo.autocomplete("name")
    async def _complete_name(
        self, interaction: discord.Interaction[Forklore], current: str
    ) -> list[app_commands.Choice[str]]:
        language = await self._language(interaction)
        choices = []
        for demo in self.bot.catalogue:
            title = demo.text(language.code).title
            if current.casefold() in " ".join([demo.name, title, *demo.names]).casefold():
                choices.append(
                    app_commands.Choice(name=clip(f"{demo.name} · {title}", CHOICE_NAME), value=demo.name)
                )
        return choices[:CHOICES]

    @demo.autocomplete("parameters")
    async def _complete_parameters(
        self, interaction: discord.Interaction[Forklore], current: str
    ) -> list[app_commands.Choice[str]]:
        try:
            demo = self.bot.catalogue.get(interaction.namespace.name or "")
        except demos.UnknownDemo:
            return []
        found = complete(demo, current[:CHOICE_NAME], await self._language(interaction))
        choices = [app_commands.Choice(name=clip(text, CHOICE_NAME), value=pairs) for pairs, text in found]
        return [choice for choice in choices if len(choice.value) <= CHOICE_NAME][:CHOICES]

    # --- buttons and menus ----------------------------------------------------------------------------------

    @action("demo", begins=True)
    async def run_new(self, interaction: discord.Interaction[Forklore], name: str) -> None:
        """Run a demo and show it as a new message, which only the user sees if they saw this one alone."""
        language = await self._language(interaction)
        asked = read(self._clicked(name), "", language)
        private = interaction.message is not None and interaction.message.flags.ephemeral
        answer = Answer(interaction, new=True, ephemeral=private)
        await answer.show(render.running(asked.title(language), asked.demo, language))
        try:
            reply = await self._result(asked, interaction.user.id, interaction.user.id, language)
        except Exception:
            await interaction.delete_original_response()
            raise
        await answer.show(reply)

    @action("again", begins=True)
    async def run_again(
        self, interaction: discord.Interaction[Forklore], name: str, pairs: str, author: str, spoken: str
    ) -> None:
        """Run a demo in the place of this message, in its language: everybody in the channel sees it."""
        language = self.bot.languages.find(spoken) or self.bot.languages.default
        asked = read(self._clicked(name), pairs, language)
        await interaction.response.edit_message(content=language.text("demo-running-again"))
        try:
            reply = await self._result(asked, int(author), interaction.user.id, language)
        except Exception:
            await interaction.edit_original_response(content=None)
            raise
        await Answer(interaction).show(reply)

    @action("source")
    async def source(self, interaction: discord.Interaction[Forklore], name: str, pairs: str) -> None:
        """Show the user, and nobody else, the program that ran."""
        language = await self._language(interaction)
        asked = read(self._clicked(name), pairs, language)
        await Answer(interaction, new=True, ephemeral=True).show(render.source(asked.job.program, language))

    @action("demos")
    async def list_all(self, interaction: discord.Interaction[Forklore]) -> None:
        """Show the list of demos in the place of this message."""
        await Answer(interaction).show(self._list(interaction.user, await self._language(interaction)))

    # --- what the forms share -------------------------------------------------------------------------------

    def suggestions(self) -> Mapping[str, str]:
        """What is typed as if it were a command (`bot.errors.Suggests`): ``!orphan`` for ``!demo orphan``."""
        return {name: f"demo {demo.name}" for demo in self.bot.catalogue for name in (demo.name, *demo.names)}

    async def _language(self, interaction: discord.Interaction[Forklore]) -> Language:
        return await self.bot.language_for(interaction.user, interaction.guild, interaction.locale)

    async def _result(self, asked: Asked, author: int, runner: int, language: Language) -> Reply:
        """Run it for the user `runner`; the message is that of the user `author`."""
        recording = await self.bot.runner.run(asked.job, owner=runner)
        reply = await illustrated(_story(asked, recording, language), asked.demo.name)
        another = asked.another_order()
        view = ui.result(asked.demo, asked.pairs, another.pairs if another else None, author, language)
        return dataclasses.replace(reply, view=await stepper.offer(view, self.bot.store, recording, language))

    def _list(self, author: discord.abc.User, language: Language) -> Reply:
        reply = render.listing(self.bot.catalogue, language, self.bot.prefix)
        return dataclasses.replace(reply, view=ui.listing(self.bot.catalogue, author.id, language))

    def _clicked(self, name: str) -> demos.Demo:
        try:
            return self.bot.catalogue.get(name)
        except demos.UnknownDemo:  # it was renamed, or taken out, since the message was sent
            raise UserError("ui-outdated") from None

    def _find(self, name: str, context: Context, language: Language) -> demos.Demo:
        try:
            return self.bot.catalogue.get(name)
        except demos.UnknownDemo as error:
            near = [self.bot.catalogue.get(suggestion) for suggestion in error.suggestions]
            view = ui.suggestions(near, context.author.id, language)
            key = "demo-unknown-near" if near else "demo-unknown"
            values = {"name": code(name), "prefix": self.bot.prefix}
            raise UserError(key, **values).offering(view) from None


def _story(asked: Asked, recording: Recording, language: Language) -> Story:
    text = asked.demo.text(language.code)
    return Story(
        recording,
        language,
        asked.title(language),
        moment=asked.demo.moment(recording),
        belief=text.misconception,
        notice=text.notice,
        note=render.parameters(asked.demo, language),
    )


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Demo(bot))
