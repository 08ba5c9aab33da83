"""``explain``: a reference card about a function or an idea. ``search``: those that say something about it."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
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
from bot.render.demo import source
from bot.render.safe import code
from bot.results import illustrated
from bot.ui import stepper
from bot.ui.actions import action
from bot.ui.answer import Answer, owned
from cogs.explain import render, views
from cogs.explain.card import Card
from cogs.explain.claims import Claim
from cogs.explain.library import Library, UnknownCard, load
from cogs.explain.proof import Proofs, load_proofs
from cogs.explain.prover import Prover, Tally
from cogs.explain.search import Search, of_card, of_demo
from demos.runner import RunError

log = logging.getLogger(__name__)

LONGEST = 100
"""Characters of a topic that are looked at: comparing takes time in proportion to them."""


class Explain(commands.Cog):
    """Reference cards."""

    def __init__(self, bot: Forklore, library: Library, proofs: Proofs) -> None:
        self.bot = bot
        self.library = library
        self.prover = Prover(bot.runner, proofs)
        self._indexing: asyncio.Future[Search] | None = None

    @command("explain")
    async def explain(self, context: Context, *, topic: str = "") -> None:
        """Show the card of that topic; without one, list them all."""
        language = await context.language()
        if not topic.strip():
            await context.show(self._list(context.author.id, language))
            return
        topic, _, claim = topic.partition("#")
        card = self._find(topic, context, language)
        if claim.strip() in self.prover.proofs(card):
            await context.show(await self._proof(card, claim.strip(), context.author.id, language))
            return
        if not self.prover.knows(card):
            await context.defer()
        await context.show(await self._card(card, context.author.id, language))

    @command("search")
    async def search(self, context: Context, *, words: str = "") -> None:
        """Show which cards and demos have the words."""
        language = await context.language()
        if not words.strip():
            raise UserError("search-empty", prefix=self.bot.prefix)
        found = (await self._index()).find(words, language.code)
        view = views.found(found, self.library, self.bot.catalogue, context.author.id, language)
        await context.show(dataclasses.replace(render.found(words, found, language), view=view))

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
        card, new = self._clicked(topic), not owned(interaction, author)
        if not self.prover.knows(card):
            await interaction.response.defer(ephemeral=new, thinking=new)
        reply = await self._card(card, interaction.user.id, language)
        await Answer(interaction, new=new, ephemeral=True).show(reply)

    @action("prove", begins=True)
    async def prove(self, interaction: discord.Interaction[Forklore], topic: str, claim: str) -> None:
        """Run the proof of a claim and show it as a new message; to the user alone if they alone saw this one."""
        private = interaction.message is not None and interaction.message.flags.ephemeral
        await self._prove(interaction, topic, claim, new=True, private=private)

    @action("prove-next", begins=True)
    async def prove_next(
        self, interaction: discord.Interaction[Forklore], author: str, topic: str, claim: str
    ) -> None:
        """The same in the place of the clicker's own message; from somebody else's, for the clicker alone."""
        await self._prove(interaction, topic, claim, new=not owned(interaction, author), private=True)

    @action("proof-source")
    async def proof_source(self, interaction: discord.Interaction[Forklore], topic: str, claim: str) -> None:
        """Show the user, and nobody else, the program that proves a claim."""
        language = await self._language(interaction)
        proof = self.prover.proofs(self._clicked(topic)).get(claim)
        if proof is None:
            raise UserError("ui-outdated")
        reply = source(proof.job.program, language)
        await Answer(interaction, new=True, ephemeral=True).show(reply)

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

    async def _card(self, card: Card, author: int, language: Language) -> Reply:
        view = views.card(card, self.prover.proofs(card), self.library, author, language)
        return dataclasses.replace(render.card(card, self.library, language, await self._tally(card)), view=view)

    async def _tally(self, card: Card) -> Tally | None:
        """What is proven of the card here; None where that is not known yet and others run programs now."""
        others = self.bot.runner.status().queued
        self.prover.begin(card)
        if others and not self.prover.knows(card):
            return None
        try:
            return await self.prover.tally(card)
        except RunError as error:
            log.warning("the claims of %s could not be proven: %s", card.id, error)
            return None

    async def _prove(
        self, interaction: discord.Interaction[Forklore], topic: str, claim: str, *, new: bool, private: bool
    ) -> None:
        language, card = await self._language(interaction), self._clicked(topic)
        answer = Answer(interaction, new=new, ephemeral=private)
        waiting = render.proving(_claim(card, claim, language), language)
        await (answer.show(waiting) if new else interaction.response.defer())
        try:
            await answer.show(await self._proof(card, claim, interaction.user.id, language))
        except Exception:
            if new:
                await interaction.delete_original_response()
            raise

    async def _proof(self, card: Card, claim: str, user: int, language: Language) -> Reply:
        """Prove the claim for that user."""
        proofs, said = self.prover.proofs(card), _claim(card, claim, language)
        if claim not in proofs:
            raise UserError("ui-outdated")
        recording, verdict = await self.prover.run(proofs[claim], owner=user)
        story = render.proof(said, proofs[claim], recording, verdict, language)
        view = views.proof(card, claim, tuple(proofs), user, language)
        reply = await illustrated(story, f"{card.id}-{claim}")
        return dataclasses.replace(reply, view=await stepper.offer(view, self.bot.store, recording, language))

    async def _index(self) -> Search:
        """Of all cards and demos. Made at the first search, in a thread: it takes a tenth of a second."""
        if self._indexing is None:
            documents = [*map(of_card, self.library), *map(of_demo, self.bot.catalogue)]
            self._indexing = asyncio.ensure_future(asyncio.to_thread(Search, documents))
        return await asyncio.shield(self._indexing)

    def _clicked(self, topic: str) -> Card:
        try:
            return self.library.get(topic)
        except UnknownCard:  # it was renamed since the message was sent
            raise UserError("ui-outdated") from None

    def _list(self, author: int, language: Language) -> Reply:
        reply = render.listing(self.library, language, self.bot.prefix)
        return dataclasses.replace(reply, view=views.listing(self.library, author, language))

    def _find(self, topic: str, context: Context, language: Language) -> Card:
        match = self.library.find(topic[:LONGEST], language.code)
        if match.card is not None:
            return match.card
        view = views.suggestions(match.suggestions, context.author.id, language)
        key = "explain-unknown-near" if match.suggestions else "explain-unknown"
        raise UserError(key, name=code(topic), prefix=self.bot.prefix).offering(view)


def _claim(card: Card, claim: str, language: Language) -> Claim:
    """The claim in that language.

    Raises:
        UserError: the card does not say so any more.
    """
    for said in card.text(language.code).claims:
        if said.id == claim:
            return said
    raise UserError("ui-outdated")


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Explain(bot, load(), load_proofs()))
