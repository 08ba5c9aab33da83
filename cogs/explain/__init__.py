"""``explain``: a reference card about a function or an idea."""

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
from bot.render.safe import code
from bot.ui.actions import action
from bot.ui.answer import Answer, owned
from cogs.explain import render, views
from cogs.explain.card import Card
from cogs.explain.library import Library, UnknownCard, load

LONGEST = 100
"""Characters of a topic that are looked at: comparing takes time in proportion to them."""


class Explain(commands.Cog):
    """Reference cards."""

    def __init__(self, bot: Forklore, library: Library) -> None:
        self.bot = bot
        self.library = library

    @command("explain")
    async def explain(self, context: Context, *, topic: str = "") -> None:
        """Show the card of that topic; without one, list them all."""
        language = await context.language()
        if not topic.strip():
            await context.show(self._list(context.author.id, language))
            return
        card = self._find(topic, context, language)
        await context.show(self._card(card, context.author.id, language))

    @explain.autocomplete("topic")
    async def _complete_topic(
        self, interaction: discord.Interaction[Forklore], current: str
    ) -> list[app_commands.Choice[str]]:
        language = await self._language(interaction)
        found = self.library.complete(current, language.code, CHOICES)
        titles = [clip(card.text(language.code).title, CHOICE_NAME) for card in found]
        return [app_commands.Choice(name=title, value=title) for title in titles]

    @action("card")
    async def show_card(self, interaction: discord.Interaction[Forklore], author: str, topic: str) -> None:
        """Turn the clicker's own message into that card; from somebody else's, show it to the clicker alone."""
        language = await self._language(interaction)
        try:
            card = self.library.get(topic)
        except UnknownCard:  # it was renamed since the message was sent
            raise UserError("ui-outdated") from None
        reply = self._card(card, interaction.user.id, language)
        await Answer(interaction, new=not owned(interaction, author), ephemeral=True).show(reply)

    @action("cards")
    async def list_cards(self, interaction: discord.Interaction[Forklore], author: str) -> None:
        """The same with the list of all cards."""
        reply = self._list(interaction.user.id, await self._language(interaction))
        await Answer(interaction, new=not owned(interaction, author), ephemeral=True).show(reply)

    def suggestions(self) -> Mapping[str, str]:
        """What is typed as if it were a command (`bot.errors.Suggests`): ``!waitpid`` for ``!explain waitpid``."""
        return {
            name: f"explain {name}"
            for card in self.library
            for text in card.texts.values()
            for name in (card.id, text.title, *text.aliases)
        }

    async def _language(self, interaction: discord.Interaction[Forklore]) -> Language:
        return await self.bot.language_for(interaction.user, interaction.guild, interaction.locale)

    def _card(self, card: Card, author: int, language: Language) -> Reply:
        view = views.card(card, self.library, author, language)
        return dataclasses.replace(render.card(card, self.library, language), view=view)

    def _list(self, author: int, language: Language) -> Reply:
        reply = render.listing(self.library, language, self.bot.settings.command_prefix)
        return dataclasses.replace(reply, view=views.listing(self.library, author, language))

    def _find(self, topic: str, context: Context, language: Language) -> Card:
        match = self.library.find(topic[:LONGEST], language.code)
        if match.card is not None:
            return match.card
        view = views.suggestions(match.suggestions, context.author.id, language)
        key = "explain-unknown-near" if match.suggestions else "explain-unknown"
        raise UserError(key, name=code(topic), prefix=self.bot.settings.command_prefix).offering(view)


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Explain(bot, load()))
