"""``outcomes``: everything that a program can do, whatever the scheduling, each with the order that leads to it."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import secrets
from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Forklore
from bot.context import Context
from bot.errors import UserError
from bot.language import Language
from bot.limits import CHOICE_NAME, CHOICES, clip
from bot.message import Reply
from bot.permits import check_run
from bot.programs.blocks import before
from bot.programs.options import read as read_options
from bot.programs.origin import message_of
from bot.programs.reading import find, in_file, typed
from bot.render import outcomes as render
from bot.render.safe import code
from bot.ui import stepper
from bot.ui.actions import action, button
from bot.ui.answer import Answer, owned
from cogs.demo.parameters import read, split
from cogs.outcomes import views, witnesses
from cogs.outcomes.asked import Asked, attaching, result
from cogs.outcomes.exploring import Explorations
from demos.catalogue import UnknownDemo
from demos.outcomes import Progress, replay

MENU = "List all outcomes"
"""What stands in the menu of a message, in English."""


class Outcomes(commands.Cog):
    """Lists of all outcomes."""

    def __init__(self, bot: Forklore) -> None:
        self.bot = bot
        self._explorations = Explorations(bot)
        self._menu = app_commands.ContextMenu(name=MENU, callback=self.outcomes_of_message)

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    # --- ways in --------------------------------------------------------------------------------------------

    @commands.command("outcomes")
    async def outcomes(self, context: Context, *, program: str = "") -> None:
        """List the outcomes of a demo, or of the program in the message or in the one that it replies to."""
        language = await context.language()
        message, words = context.message, before(program).strip()
        if words and "`" not in program and not message.attachments:
            asked = self._demo(words, "", message.author.id, language)
        else:
            asked = await self._program(message, before(program), message.author.id, language)
        await self._answer(asked, context.guild, context.show)

    @app_commands.command(name="outcomes")
    async def outcomes_slash(
        self,
        interaction: discord.Interaction[Forklore],
        name: str = "",
        parameters: str = "",
        file: discord.Attachment | None = None,
    ) -> None:
        """List the outcomes of a demo, or of the program in a file, or ask for one with a form."""
        language = await self._language(interaction)
        if name:
            asked = self._demo(name, parameters, interaction.user.id, language)
        elif file is None:
            check_run(self.bot)
            await views.show_form(interaction, language)
            return
        else:
            check_run(self.bot)
            found = await in_file(file)
            if found is None:
                raise UserError("run-file-kind", name=code(file.filename))
            asked = attaching(found, "", interaction.user.id, language)
        await self._respond(interaction, asked)

    @outcomes_slash.autocomplete("name")
    async def _complete_name(
        self, interaction: discord.Interaction[Forklore], current: str
    ) -> list[app_commands.Choice[str]]:
        language = await self._language(interaction)
        found = []
        for demo in self.bot.catalogue:
            title = demo.text(language.code).title
            if current.casefold() in " ".join([demo.name, title, *demo.names]).casefold():
                label = clip(f"{demo.name} · {title}", CHOICE_NAME)
                found.append(app_commands.Choice(name=label, value=demo.name))
        return found[:CHOICES]

    async def outcomes_of_message(
        self, interaction: discord.Interaction[Forklore], message: discord.Message
    ) -> None:
        """List the outcomes of the program in a message of anybody's: the entry of its menu."""
        language = await self._language(interaction)
        await self._respond(interaction, await self._program(message, "", interaction.user.id, language))

    # --- buttons, the menu and the form ---------------------------------------------------------------------

    @action("outcomes-form", begins=True)
    async def open_form(self, interaction: discord.Interaction[Forklore]) -> None:
        """Show the form."""
        check_run(self.bot)
        await views.show_form(interaction, await self._language(interaction))

    @action("outcomes", begins=True)
    async def outcomes_of_form(
        self, interaction: discord.Interaction[Forklore], *, source: str, stdin: str, written: str
    ) -> None:
        """List the outcomes of what was typed into the form."""
        check_run(self.bot)
        language = await self._language(interaction)
        await self._respond(interaction, attaching(typed(source, stdin), written, interaction.user.id, language))

    @action("outcomes-demo", begins=True)
    async def outcomes_of_demo(self, interaction: discord.Interaction[Forklore], name: str, pairs: str) -> None:
        """List the outcomes of the demo whose result was clicked."""
        language = await self._language(interaction)
        await self._respond(interaction, self._demo(name, pairs, interaction.user.id, language))

    @action("outcomes-of", begins=True)
    async def outcomes_of_result(
        self, interaction: discord.Interaction[Forklore], origin: str, options: str
    ) -> None:
        """List the outcomes of the program whose result was clicked."""
        language = await self._language(interaction)
        check_run(self.bot)
        found = await find(await message_of(interaction, origin), self._me)
        if found is None:
            raise UserError("run-gone")
        job = found.job(read_options(options))
        await self._respond(interaction, Asked(job, job.program.name, interaction.user.id, language))

    @action("outcomes-cancel")
    async def cancel(self, interaction: discord.Interaction[Forklore], ticket: str, author: str) -> None:
        """End an exploration with what it has found."""
        if not owned(interaction, author) and not interaction.permissions.manage_messages:
            raise UserError("outcomes-cancel-denied")
        if self._explorations.stop(ticket):
            await interaction.response.defer()
            return
        language = await self._language(interaction)  # the bot was restarted meanwhile
        embeds = interaction.message.embeds if interaction.message else []
        reply = render.running(embeds[0].title or "" if embeds else "", language.text("outcomes-over"))
        await Answer(interaction).show(reply)

    @action("witness", begins=True)
    async def witness(
        self, interaction: discord.Interaction[Forklore], author: str, spoken: str, chosen: str
    ) -> None:
        """Show, step by step, how an outcome comes about: to everybody when the one who asked for the list does."""
        language = self.bot.languages.find(spoken) or self.bot.languages.default
        public = owned(interaction, author)
        files = interaction.message.attachments if interaction.message else []
        file = next((file for file in files if file.filename == witnesses.NAME), None)
        if file is None:
            raise UserError("outcomes-gone")
        await interaction.response.defer(ephemeral=not public, thinking=True)
        try:
            found = witnesses.read(await file.read())
            if found.own:
                check_run(self.bot)
            outcome = found.outcomes[int(chosen)]
            recording = await self.bot.runner.run(
                replay(found.job, outcome, found.sleeps), owner=interaction.user.id
            )
            if (recording.stdout, recording.stderr, recording.ending) != _key(outcome):
                raise UserError("outcomes-differs")
            identity = await self.bot.store.recordings.put(recording, interaction.user.id if found.own else None)
        except discord.NotFound:
            raise UserError("outcomes-gone") from None
        except Exception:
            with contextlib.suppress(discord.NotFound):
                await interaction.delete_original_response()
            raise
        steps = stepper.shown(None, identity, recording, 0, language)
        steps["embeds"] = [render.witness(int(chosen) + 1, outcome, language), *steps["embeds"]]
        if public:
            label = language.text("ui-delete")
            steps["view"].add_item(button("delete", author, label=label, emoji="🗑️", row=2))
        await interaction.edit_original_response(**steps)

    # --- what the ways share --------------------------------------------------------------------------------

    def _demo(self, words: str, pairs: str, author: int, language: Language) -> Asked:
        name, more = split(f"{words} {pairs}")
        try:
            demo = self.bot.catalogue.get(name)
        except UnknownDemo:
            raise UserError("demo-unknown", name=code(name), prefix=self.bot.prefix) from None
        asked = read(demo, more, language)
        return Asked(asked.job, asked.title(language), author, language, own=False)

    async def _program(self, message: discord.Message, words: str, author: int, language: Language) -> Asked:
        """The program of a message, or of the one that it replies to.

        Raises:
            UserError: there is none, or it cannot be run.
        """
        check_run(self.bot)
        found = await find(message, self._me)
        if found is None:
            error = UserError("outcomes-nothing", prefix=self.bot.prefix)
            raise error.offering(views.invitation(language))
        job = found.job(read_options(words))
        return Asked(job, job.program.name, author, language)

    async def _respond(self, interaction: discord.Interaction[Forklore], asked: Asked) -> None:
        """Answer an interaction; alone to whom sees alone what was clicked. If it fails, the program is kept."""
        clicked = interaction.message
        answer = Answer(interaction, new=True, ephemeral=clicked is not None and clicked.flags.ephemeral)
        try:
            await self._answer(asked, interaction.guild, answer.show)
        except Exception:
            if asked.files:
                text = asked.language.text("outcomes-kept", prefix=self.bot.prefix)
                await answer.show(dataclasses.replace(render.running(asked.title, text), files=asked.files))
            elif interaction.response.is_done():
                with contextlib.suppress(discord.NotFound):
                    await interaction.delete_original_response()
            raise

    async def _answer(
        self, asked: Asked, server: discord.Guild | None, show: Callable[[Reply], Awaitable[object]]
    ) -> None:
        """Explore, tell how far it has come, and show what was found."""
        ticket, language = secrets.token_hex(4), asked.language

        async def tell(place: int, progress: Progress | None) -> None:
            reply = render.running(asked.title, render.state(place, progress, language))
            below = views.exploring(ticket, asked.author, language)
            await show(dataclasses.replace(reply, files=asked.files, view=below))

        findings = await self._explorations.explore(
            asked.job, user=asked.author, server=server.id if server else None, ticket=ticket, tell=tell
        )
        await show(await asyncio.to_thread(result, asked, findings))

    @property
    def _me(self) -> int:
        return self.bot.user.id if self.bot.user else 0

    async def _language(self, interaction: discord.Interaction[Forklore]) -> Language:
        return await self.bot.language_for(interaction.user, interaction.guild, interaction.locale)


def _key(outcome: object) -> tuple[object, ...]:
    return tuple(getattr(outcome, name) for name in ("stdout", "stderr", "ending"))


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Outcomes(bot))
