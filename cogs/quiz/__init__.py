"""``quiz``: a question about a small program, for one or for a group, whose answer is proven.

Whoever starts it is its host. What is answered is kept before it is acknowledged, and the buttons hold the quiz's
id: everything goes on after a restart.
"""

from __future__ import annotations

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
from bot.message import Reply
from bot.render import quiz as render
from bot.render.safe import code
from bot.store.recordings import KEEP_DAYS
from bot.ui import stepper
from bot.ui.actions import action, button, view
from bot.ui.answer import Answer
from cogs.quiz import views
from cogs.quiz.making import Making
from cogs.quiz.revealing import Asked, Revealing
from cogs.quiz.rules import MOST_SECONDS, SECONDS, Refused, Round
from cogs.quiz.wishes import NotUnderstood, Wishes, read
from demos.quiz import LEVELS, MOST_SEED, TOPICS, TooSlow, Wording, prove, seed_for, to_json

Show = Callable[[Reply], Awaitable[discord.Message]]


class Quiz(commands.Cog):
    """Questions whose answers are proven."""

    def __init__(self, bot: Forklore) -> None:
        self.bot = bot
        self._making = Making(bot.runner)
        self._revealing = Revealing(bot)

    async def cog_load(self) -> None:
        await self._revealing.resume()

    async def cog_unload(self) -> None:
        self._revealing.stop()

    # --- ways in --------------------------------------------------------------------------------------------

    @commands.command("quiz")
    async def quiz(self, context: Context, *, words: str = "") -> None:
        """Ask a question, on a topic and of a level if they are given."""
        wishes = self._wishes(words)
        await self._ask(wishes, context.author, context.guild, await context.language(), context.show)

    @app_commands.command(name="quiz")
    async def quiz_slash(
        self,
        interaction: discord.Interaction[Forklore],
        topic: str = "",
        level: app_commands.Range[int, LEVELS[0], LEVELS[-1]] | None = None,
        seed: app_commands.Range[int, 0, MOST_SEED] | None = None,
        timer: app_commands.Range[int, 0, MOST_SECONDS] = SECONDS,
        alone: bool = False,
    ) -> None:
        """The same; alone, nobody else sees it."""
        wishes = dataclasses.replace(self._wishes(topic), level=level, seed=seed, seconds=timer, alone=alone)
        await self._ask_clicker(interaction, wishes, private=alone)

    @quiz_slash.autocomplete("topic")
    async def _complete_topic(
        self, interaction: discord.Interaction[Forklore], current: str
    ) -> list[app_commands.Choice[str]]:
        wording = Wording((await self._language(interaction)).code)
        titles = {topic: wording.topic(topic) for topic in TOPICS}
        return [
            app_commands.Choice(name=title, value=topic)
            for topic, title in titles.items()
            if current.casefold() in f"{topic} {title}".casefold()
        ]

    # --- buttons and menus ----------------------------------------------------------------------------------

    @action("quiz-answer")
    async def answer(self, interaction: discord.Interaction[Forklore], identity: str, *chosen: str) -> None:
        """Keep somebody's answer, and tell them so; one who is alone sees the solution."""
        asked = await self._asked(interaction, identity)
        user = interaction.user.id
        if asked.round.revealed and not asked.shown:  # the message was not changed at the time: make up for it
            await self._revealing.show_in(interaction, asked.id)
            return
        try:
            answer = asked.round.answer(user, [int(index) for index in chosen])
        except Refused as refused:
            raise self._refused(refused, asked) from None
        deadline = asked.round.deadline_after(user, _now())
        if not await self.bot.store.quizzes.answer(asked.id, user, answer, deadline):
            raise UserError("quiz-over")
        if asked.round.alone:
            await self._revealing.reveal_in(interaction, asked)
            return
        language = await self._language(interaction)
        reply = render.acknowledged(asked.round.quiz, answer, deadline, language)
        if user == asked.round.host:
            reply = dataclasses.replace(reply, view=view([views.reveal(asked.id, language)]))
        await Answer(interaction, new=True, ephemeral=True).show(reply)
        self._revealing.answered(asked, deadline)

    @action("quiz-reveal")
    async def reveal(self, interaction: discord.Interaction[Forklore], identity: str) -> None:
        """Show the solution."""
        asked = await self._asked(interaction, identity)
        try:
            asked.round.check_reveal(interaction.user.id, manages=interaction.permissions.manage_messages)
        except Refused as refused:
            raise self._refused(refused, asked) from None
        await self._revealing.reveal_in(interaction, asked)

    @action("quiz-proof", begins=True)
    async def proof(self, interaction: discord.Interaction[Forklore], identity: str, chosen: str) -> None:
        """Show a run in which it happens, step by step: to everybody when the host does."""
        asked = await self._asked(interaction, identity)
        option = asked.round.quiz.options[int(chosen)]
        user = interaction.user.id
        private = interaction.message is not None and interaction.message.flags.ephemeral
        public = user == asked.round.host and not private
        language = asked.language if public else await self._language(interaction)
        await interaction.response.defer(ephemeral=not public, thinking=True)
        try:
            self.bot.turns.admit(user, interaction.guild_id)
            recording = await prove(asked.round.quiz, option, self.bot.runner, owner=user)
            if recording is None:
                raise UserError("outcomes-differs")
            recorded = await self.bot.store.recordings.put(recording)
        except Exception:
            with contextlib.suppress(discord.NotFound):
                await interaction.delete_original_response()
            raise
        steps = stepper.shown(None, recorded, recording, 0, language)
        steps["embeds"] = [render.proof(asked.round.quiz, option, language), *steps["embeds"]]
        if public:
            label = language.text("ui-delete")
            steps["view"].add_item(button("delete", str(user), label=label, emoji="🗑️", row=2))
        await interaction.edit_original_response(**steps)

    @action("quiz-again", begins=True)
    async def again(
        self, interaction: discord.Interaction[Forklore], topic: str, level: str, alone: str, seconds: str
    ) -> None:
        """Ask another one like this."""
        wishes = Wishes(topic, int(level), None, int(seconds), bool(alone))
        private = interaction.message is not None and interaction.message.flags.ephemeral
        await self._ask_clicker(interaction, wishes, private=private)

    # --- what the ways share --------------------------------------------------------------------------------

    async def _ask_clicker(
        self, interaction: discord.Interaction[Forklore], wishes: Wishes, *, private: bool
    ) -> None:
        """Ask with a new message that answers an interaction."""
        answer = Answer(interaction, new=True, ephemeral=private)

        async def show(reply: Reply) -> discord.Message:
            await answer.show(reply)
            return await interaction.original_response()

        try:
            await self._ask(wishes, interaction.user, interaction.guild, await self._language(interaction), show)
        except Exception:
            if interaction.response.is_done():
                with contextlib.suppress(discord.NotFound):
                    await interaction.delete_original_response()
            raise

    async def _ask(
        self,
        wishes: Wishes,
        host: discord.abc.User,
        server: discord.Guild | None,
        language: Language,
        show: Show,
    ) -> None:
        self.bot.turns.admit(host.id, server.id if server else None)
        await show(render.making(language))
        seed, topic, level = wishes.seed, wishes.topic, wishes.level
        if seed is None:
            seed, topic, level = seed_for(secrets.randbelow(MOST_SEED), topic, level), None, None
        try:
            quiz = await self._making.quiz(seed, topic, level, host.id)
        except TooSlow:
            raise UserError("error-busy") from None
        round_ = Round(quiz, host.id, wishes.alone or server is None, wishes.seconds)
        identity = await self.bot.store.quizzes.open(
            to_json(quiz), host=host.id, language=language.code, alone=round_.alone, seconds=round_.seconds
        )
        standing = "" if round_.alone else render.standing(host.id, 0, None, language)
        reply = render.question(quiz, standing, language)
        message = await show(dataclasses.replace(reply, view=views.question(quiz, identity, round_, language)))
        await self.bot.store.quizzes.place(identity, channel=message.channel.id, message=message.id)

    def _wishes(self, words: str) -> Wishes:
        try:
            return read(words)
        except NotUnderstood as error:
            values = {"word": code(error.word), "prefix": self.bot.prefix}
            if error.what:
                raise UserError(f"quiz-bad-{error.what}", **values, most=MOST_SECONDS) from None
            topics = " ".join(f"`{topic}`" for topic in TOPICS)
            raise UserError("quiz-unknown-word", **values, topics=topics) from None

    async def _asked(self, interaction: discord.Interaction[Forklore], identity: str) -> Asked:
        """The quiz that a click belongs to.

        Raises:
            UserError: it is no longer kept.
        """
        asked = await self._revealing.find(int(identity))
        if asked is None:
            raise UserError("quiz-gone", prefix=self.bot.prefix, days=KEEP_DAYS)
        if asked.place is None and interaction.message is not None:  # The bot ended before it knew.
            place = interaction.message.channel.id, interaction.message.id
            await self.bot.store.quizzes.place(asked.id, channel=place[0], message=place[1])
            asked = dataclasses.replace(asked, place=place)
        return asked

    def _refused(self, refused: Refused, asked: Asked) -> UserError:
        return UserError(refused.key, host=f"<@{asked.round.host}>", prefix=self.bot.prefix)

    async def _language(self, interaction: discord.Interaction[Forklore]) -> Language:
        return await self.bot.language_for(interaction.user, interaction.guild, interaction.locale)


def _now() -> int:
    return int(discord.utils.utcnow().timestamp())


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Quiz(bot))
