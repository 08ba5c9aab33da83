"""``help``, ``about`` and ``language``: what the bot can do, how it is, and in which language it answers."""

from __future__ import annotations

import asyncio
import math
from importlib.metadata import version
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Forklore
from bot.command import command
from bot.context import Context
from bot.errors import UserError
from bot.language import Language
from bot.limits import CHOICES
from bot.localise import key, usage
from bot.render import help as render
from bot.render.safe import code
from demos.doctor import Protection, examine

AUTOMATIC = "auto"
"""What takes back one's own choice of language."""


class Help(commands.Cog):
    """The commands about the bot itself."""

    def __init__(self, bot: Forklore) -> None:
        self.bot = bot
        self._examined: dict[str, asyncio.Future[list[Protection]]] = {}

    @command("help")
    async def show_help(self, context: Context, *, name: str | None = None) -> None:
        """All commands by topic, or one of them in detail."""
        language = await context.language()
        if name is None:
            await context.show(render.listing(self._topics(language, context), language, context.clean_prefix))
            return
        wanted = name.strip().removeprefix(context.clean_prefix).removeprefix("/")
        found = self.bot.get_command(wanted)
        if found is None or found.hidden:
            near = self.bot.errors.meant(wanted)
            values = {"name": code(wanted), "prefix": context.clean_prefix}
            if near is None:
                raise UserError("help-unknown", **values)
            raise UserError("help-unknown-near", **values, near=near)
        await context.show(render.details(_entry(found, language, context), language))

    @show_help.autocomplete("name")
    async def _complete_command(
        self, interaction: discord.Interaction[Forklore], current: str
    ) -> list[app_commands.Choice[str]]:
        language = await self.bot.language_for(interaction.user, interaction.guild, interaction.locale)
        found = sorted({command.qualified_name for command in self._visible()})
        choices = [app_commands.Choice(name=_localised(name, language), value=name) for name in found]
        return [choice for choice in choices if current.casefold() in f"{choice.name} {choice.value}"][:CHOICES]

    @command("about")
    async def about(self, context: Context) -> None:
        """Version, health and isolation of this bot."""
        language = await context.language()
        async with context.typing():  # the response to a slash command may not take more than 3 s otherwise
            protections = await self._protections(language)
        status = self.bot.runner.status()
        facts = render.Facts(
            version=version("forklore"),
            started=discord.utils.format_dt(self.bot.started, "R"),
            latency=self.bot.latency if math.isfinite(self.bot.latency) else None,
            workers=status.workers,
            busy=status.busy,
            queued=status.queued,
            active=[protection.name for protection in protections if protection.active],
            inactive=[protection.name for protection in protections if not protection.active],
        )
        await context.show(render.about(facts, language, self.bot.prefix))

    @command("language")
    async def language(self, context: Context, *, language: str | None = None) -> None:
        """Show or choose the language of the answers to oneself."""
        languages = self.bot.languages
        if language is None:
            now = await context.language()
            choices = ", ".join(f"`{other.code}` ({other.text('language-name')})" for other in languages)
            text = now.text("language-now", choices=choices, prefix=context.clean_prefix)
            await context.show(render.note(text), ephemeral=True)
            return
        if language.strip().casefold() == AUTOMATIC:
            await self.bot.store.set_language(context.author.id, None)
            context.forget_language()
            text = (await context.language()).text("language-automatic")
            await context.show(render.note(text), ephemeral=True)
            return
        chosen = languages.named(language)
        if chosen is None:
            choices = ", ".join(f"`{other.code}`" for other in languages)
            raise UserError("language-unknown", name=code(language), choices=choices)
        await self.bot.store.set_language(context.author.id, chosen.code)
        await context.show(render.note(chosen.text("language-chosen")), ephemeral=True)

    @language.autocomplete("language")
    async def _complete_language(
        self, interaction: discord.Interaction[Forklore], current: str
    ) -> list[app_commands.Choice[str]]:
        now = await self.bot.language_for(interaction.user, interaction.guild, interaction.locale)
        choices = [
            app_commands.Choice(name=language.text("language-name"), value=language.code)
            for language in self.bot.languages
        ]
        choices.append(app_commands.Choice(name=now.text("language-name-automatic"), value=AUTOMATIC))
        return [choice for choice in choices if current.casefold() in f"{choice.name} {choice.value}".casefold()]

    async def _protections(self, language: Language) -> list[Protection]:
        """What isolates the programs. Looked at once: it takes a second, and only the host's kernel changes it."""
        examining = self._examined.get(language.code)
        if examining is None or (examining.done() and examining.exception()):
            examining = asyncio.ensure_future(asyncio.to_thread(examine, language.code))
            self._examined[language.code] = examining
        return await asyncio.shield(examining)

    def _visible(self) -> list[commands.Command[Any, ..., Any]]:
        return sorted(
            {command for command in self.bot.walk_commands() if not command.hidden},
            key=lambda command: command.qualified_name,
        )

    def _topics(self, language: Language, context: Context) -> dict[str, list[render.Entry]]:
        """The commands by topic: a cog is one, and cogs are in the order in which they were loaded."""
        topics: dict[str, list[render.Entry]] = {}
        for name, cog in self.bot.cogs.items():
            entries = [
                _entry(command, language, context)
                for command in cog.walk_commands()
                if not command.hidden and not isinstance(command, commands.Group)
            ]
            if entries:
                topics[language.text(f"help-topic-{name.casefold()}")] = entries
        return topics


def _entry(command: commands.Command[Any, ..., Any], language: Language, context: Context) -> render.Entry:
    prefix, message = context.bot.prefix, key(command)
    examples = language.text(f"{message}.examples").splitlines() if language.has(f"{message}.examples") else []
    return render.Entry(
        usage=f"{prefix}{usage(command, language)}",
        slash=f"/{_localised(command.qualified_name, language)}",
        description=language.text(f"{message}.description"),
        parameters={
            language.text(f"{message}.{name}"): language.text(f"{message}.{name}-description")
            for name in command.clean_params
        },
        aliases=sorted({f"{prefix}{alias}" for alias in command.aliases}),
        examples=[f"{prefix}{example}" for example in examples],
    )


def _localised(name: str, language: Language) -> str:
    """A command's name in that language, with those of the groups that it is in."""
    words = name.split(" ")
    return " ".join(language.text("-".join(["command", *words[: count + 1]])) for count in range(len(words)))


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Help(bot))
