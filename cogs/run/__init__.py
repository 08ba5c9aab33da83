"""``run``: run a program of one's own and show what its processes did.

To run a program again, it is read again from the message that it came with. What was typed into the form, or given
to the slash command, came with no message, so it is attached to the answer and read from there. Only the recording
that one can step through is stored, for a while (`bot.store.recordings`).
"""

from __future__ import annotations

import contextlib
import dataclasses

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Forklore
from bot.context import Context
from bot.errors import UserError
from bot.language import Language
from bot.message import Reply
from bot.permits import check_run
from bot.programs.blocks import before
from bot.programs.options import Options, read
from bot.programs.origin import HERE, message_of
from bot.programs.reading import Found, find, in_file, typed
from bot.render import run as render
from bot.render.safe import code
from bot.results import illustrated
from bot.turns import Tell
from bot.ui import stepper
from bot.ui.actions import action
from bot.ui.answer import Answer
from cogs.run import views
from cogs.run.asked import Asked

MENU = "Run with Forklore"
"""What stands in the menu of a message, in English."""


class Run(commands.Cog):
    """People's own programs."""

    def __init__(self, bot: Forklore) -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(name=MENU, callback=self.run_message)

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    # --- ways in --------------------------------------------------------------------------------------------

    @commands.command("run")
    async def run(self, context: Context, *, program: str = "") -> None:
        """Run the program in the message, or in the one that it replies to."""
        language = await context.language()
        found = await self._find(context.message, language)
        options = read(before(program))
        asked = Asked(found.job(options), options, str(context.message.id), context.author.id, language)

        async def tell(place: int) -> None:
            await context.show(render.waiting(asked.job, place, language))

        await context.show(await self._result(asked, context.author, context.guild, tell))

    @app_commands.command(name="run")
    async def run_slash(
        self, interaction: discord.Interaction[Forklore], file: discord.Attachment | None = None, options: str = ""
    ) -> None:
        """Run the program in a file, or ask for one with a form."""
        check_run(self.bot)
        chosen = read(options)
        language = await self._language(interaction)
        if file is None:
            await views.show_form(interaction, chosen, language)
            return
        found = await in_file(file)
        if found is None:
            raise UserError("run-file-kind", name=code(file.filename))
        await self._answer(interaction, Asked(found.job(chosen), chosen, HERE, interaction.user.id, language))

    async def run_message(self, interaction: discord.Interaction[Forklore], message: discord.Message) -> None:
        """Run the program in a message of anybody's: the entry of its menu."""
        language = await self._language(interaction)
        found = await self._find(message, language)
        options, author = Options(), interaction.user.id
        asked = Asked(found.job(options), options, str(message.id), author, language, message.jump_url)
        await self._answer(interaction, asked)

    # --- buttons and the form -------------------------------------------------------------------------------

    @action("run-form", begins=True)
    async def open_form(self, interaction: discord.Interaction[Forklore]) -> None:
        """Show the form."""
        check_run(self.bot)
        await views.show_form(interaction, Options(), await self._language(interaction))

    @action("run", begins=True)
    async def run_form(
        self,
        interaction: discord.Interaction[Forklore],
        options: str,
        *,
        source: str,
        stdin: str,
        written: str,
        mode: str,
    ) -> None:
        """Run what was typed into the form."""
        check_run(self.bot)
        chosen = read(f"{options} {written} {mode}")
        job, language = typed(source, stdin).job(chosen), await self._language(interaction)
        asked = Asked(job, chosen, HERE, interaction.user.id, language)
        await self._answer(interaction, asked)

    @action("run-again", begins=True)
    async def run_again(
        self, interaction: discord.Interaction[Forklore], origin: str, options: str, author: str, spoken: str
    ) -> None:
        """Run a program in the place of this message, in its language: everybody in the channel sees it."""
        language = self.bot.languages.find(spoken) or self.bot.languages.default
        check_run(self.bot)
        await interaction.response.defer()
        message = await message_of(interaction, origin)
        found = await find(message, self._me)
        if found is None:
            raise UserError("run-gone")
        chosen = read(options)
        replied = origin == HERE or (interaction.message is not None and interaction.message.reference)
        link = "" if replied else message.jump_url
        asked = Asked(found.job(chosen), chosen, origin, int(author), language, link)

        async def say(content: str | None) -> None:
            with contextlib.suppress(discord.NotFound):  # somebody has deleted it meanwhile
                await interaction.edit_original_response(content=content)

        async def tell(place: int) -> None:
            await say(render.state(asked.job, place, language))

        try:
            reply = await self._result(asked, interaction.user, interaction.guild, tell)
        except Exception:
            await say(None)
            raise
        await Answer(interaction).show(reply)

    # --- what the ways share --------------------------------------------------------------------------------

    async def _find(self, message: discord.Message, language: Language) -> Found:
        """The program of a message.

        Raises:
            UserError: there is none, or it cannot be run.
        """
        check_run(self.bot)
        found = await find(message, self._me)
        if found is not None:
            return found
        if message.attachments and message.author.id != self._me:
            raise UserError("run-file-kind", name=code(message.attachments[0].filename))
        prefix = self.bot.prefix
        raise UserError("run-nothing", prefix=prefix).offering(views.invitation(language))

    async def _answer(self, interaction: discord.Interaction[Forklore], asked: Asked) -> None:
        """Run it and answer with a new message. One that keeps the program stays when it could not be run."""
        answer = Answer(interaction, new=True)

        async def keep(reply: Reply) -> None:
            await answer.show(
                dataclasses.replace(reply, files=asked.files, view=asked.view if asked.files else None)
            )

        async def tell(place: int) -> None:
            await keep(render.waiting(asked.job, place, asked.language))

        try:
            reply = await self._result(asked, interaction.user, interaction.guild, tell)
        except Exception:
            if asked.files:
                await keep(render.not_run(asked.job, asked.language))
            elif interaction.response.is_done():
                with contextlib.suppress(discord.NotFound):
                    await interaction.delete_original_response()
            raise
        await answer.show(reply)

    async def _result(
        self, asked: Asked, user: discord.abc.User, server: discord.Guild | None, tell: Tell
    ) -> Reply:
        """Run it as the user's run, when it is their turn."""
        recording = await self.bot.turns.run(
            asked.job, user=user.id, server=server.id if server else None, tell=tell
        )
        reply = await illustrated(asked.story(recording), "run")
        view = await stepper.offer(asked.view, self.bot.store, recording, asked.language, user.id)
        return dataclasses.replace(reply, files=(*reply.files, *asked.files), view=view)

    @property
    def _me(self) -> int:
        return self.bot.user.id if self.bot.user else 0

    async def _language(self, interaction: discord.Interaction[Forklore]) -> Language:
        return await self.bot.language_for(interaction.user, interaction.guild, interaction.locale)


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Run(bot))
