"""``progress``: what one has answered and got right. ``board``: those of a server who want to compare."""

from __future__ import annotations

from collections.abc import Callable

import discord
from discord.ext import commands

from bot.client import Forklore
from bot.command import command, group, subcommand
from bot.context import Context
from bot.errors import UserError
from bot.language import Language
from bot.message import Reply
from bot.render import progress as render
from bot.store.progress import Past
from cogs.lab.render import Words
from cogs.lab.showing import read_answer, read_subject
from cogs.progress.rules import summary
from demos.quiz import TOPICS, Wording

LATEST = 5
"""How many single predictions are shown."""


class Progress(commands.Cog):
    """What people have predicted over time."""

    def __init__(self, bot: Forklore) -> None:
        self.bot = bot

    @command("progress")
    async def progress(self, context: Context) -> None:
        """Tell somebody how they have got on so far."""
        language = await context.language()
        past = await self.bot.store.progress.past(context.author.id)
        found = summary(past, int(discord.utils.utcnow().timestamp()))
        if not past:
            text = language.text("progress-none", prefix=self.bot.prefix)
            await context.show(_note(text), ephemeral=True)
            return
        names = self._concepts(language)
        bars = [(names(concept.name), concept.right, concept.judged) for concept in found.concepts]
        counts = {name: getattr(found, name) for name in ("judged", "right", "open", "streak", "best", "days")}
        latest = [self._line(each, names, language) for each in reversed(past[-LATEST:])]
        await context.show(render.progress(counts, bars, latest, language), ephemeral=True)

    @group("board")
    async def board(self, context: Context) -> None:
        """Show the board of the server."""
        await self._show(context)

    @subcommand(board, "show")
    async def show(self, context: Context) -> None:
        """Show the board of the server."""
        await self._show(context)

    @subcommand(board, "join")
    async def join(self, context: Context) -> None:
        """Be on the board of the server."""
        await self.bot.store.progress.join(_server(context), context.author.id)
        await context.show(_note((await context.language()).text("board-joined")), ephemeral=True)

    @subcommand(board, "leave")
    async def leave(self, context: Context) -> None:
        """Be no longer on it."""
        await self.bot.store.progress.join(_server(context), context.author.id, joins=False)
        await context.show(_note((await context.language()).text("board-left")), ephemeral=True)

    async def _show(self, context: Context) -> None:
        language = await context.language()
        places = await self.bot.store.progress.board(_server(context))
        rows = [(place.user, place.right, place.judged) for place in places]
        await context.show(render.board(rows, language, self.bot.prefix))

    def _line(self, past: Past, names: Callable[[str], str], language: Language) -> str:
        """What a prediction was about; once it is revealed, what it said in short, and how it was judged."""
        words = Words(language, self.bot.catalogue)
        subject = None if past.subject is None else read_subject(past.subject)
        if past.answer is None:
            parts = [language.text("progress-quiz", topic=names(past.concept))]
        else:
            parts = [words.title(subject) if subject else names(past.concept)]
        # Nobody sees before the reveal what others say, and this may be read by others.
        if past.answer is not None and past.verdict is not None and subject is not None:
            answer = read_answer(past.answer)
            parts += filter(None, (words.short(ask, answer, subject) for ask in subject.asks))
        verdict = language.text(f"lab-verdict-{past.verdict or 'open'}")
        return " · ".join([*parts, verdict])

    def _concepts(self, language: Language) -> Callable[[str], str]:
        """What each concept is called: a topic of demos or quizzes, or programs of one's own."""
        wording = Wording(language.code)
        titles = {topic: wording.topic(topic) for topic in TOPICS}
        titles |= {topic.name: topic.title(language.code) for topic in self.bot.catalogue.topics}
        return lambda name: titles.get(name) or language.text("progress-own")


def _server(context: Context) -> int:
    """The server that a board belongs to.

    Raises:
        UserError: in direct messages there is none.
    """
    if context.guild is None:
        raise UserError("error-server-only")
    return context.guild.id


def _note(text: str) -> Reply:
    return Reply(embeds=(discord.Embed(description=text, colour=render.COLOUR),))


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Progress(bot))
