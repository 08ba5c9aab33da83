"""From the first answer to the solution: the message of a quiz is kept up to date, and revealed in time."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import weakref
from dataclasses import dataclass

import discord

from bot.client import Forklore
from bot.language import Language
from bot.message import Reply
from bot.render import quiz as render
from bot.store import StoreError
from bot.store.quizzes import Kept
from bot.ui.answer import Answer
from cogs.quiz import views
from cogs.quiz.rules import Round
from demos.quiz import from_json

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A quiz that was asked: the round, where it stands, and in which language."""

    id: int
    round: Round
    language: Language
    place: tuple[int, int] | None
    """The ids of channel and message."""

    shown: bool


class Revealing:
    """Changes the messages of quizzes, when somebody clicks or when it is time."""

    def __init__(self, bot: Forklore) -> None:
        self._bot = bot
        self._timers: dict[int, asyncio.Task[None]] = {}
        self._messages: weakref.WeakValueDictionary[int, asyncio.Lock] = weakref.WeakValueDictionary()

    async def resume(self) -> None:
        """Set the timers of the quizzes that have a deadline; those that have missed it are revealed now."""
        try:
            unfinished = await self._bot.store.quizzes.unfinished()
        except StoreError as error:
            log.error("quizzes are not revealed in time: %s", error)
            return
        for identity, deadline in unfinished.items():
            self._set_timer(identity, deadline)

    def stop(self) -> None:
        """Reveal nothing any more."""
        for timer in self._timers.values():
            timer.cancel()

    async def find(self, identity: int) -> Asked | None:
        """A quiz by its id; None when it is no longer kept.

        Raises:
            StoreError: the database cannot be read.
        """
        kept = await self._bot.store.quizzes.get(identity)
        try:
            return None if kept is None else self._asked(kept)
        except ValueError as error:  # of another version of the bot
            log.warning("quiz %d cannot be read: %s", identity, error)
            return None

    def answered(self, asked: Asked, deadline: int | None) -> None:
        """Somebody has answered: show how many have, and set the timer."""
        if deadline is not None:
            self._set_timer(asked.id, deadline)
        self._bot.edits.ask(("quiz", asked.id), lambda: self._show_standing(asked.id))

    async def reveal_in(self, interaction: discord.Interaction[Forklore], asked: Asked) -> None:
        """Take no more answers, and show the solution to a click on the quiz or on what belongs to it.

        Raises:
            StoreError: it could not be kept, so nothing was revealed.
        """
        await self._close(asked)
        await self.show_in(interaction, asked.id)

    async def _close(self, asked: Asked) -> None:
        """Take no more answers, and keep who was right."""
        round_ = asked.round
        await self._bot.store.quizzes.reveal(
            asked.id, round_.quiz.topic, lambda answers: dataclasses.replace(round_, answers=answers).result().right
        )

    async def show_in(self, interaction: discord.Interaction[Forklore], identity: int) -> None:
        """Show the solution of a revealed quiz to a click."""
        await interaction.response.defer()  # The message may be about to change for another reason.
        asked = await self.find(identity)
        if asked is None:
            return
        clicked = interaction.message
        if clicked is None or asked.place is None or clicked.id == asked.place[1]:
            async with self._message(identity):
                await Answer(interaction).show(_solution(asked))
            await self._finish(identity)
            return
        text = asked.language.text("quiz-revealed")
        await interaction.edit_original_response(content=text, embeds=[], view=None)
        await self._show_solution(asked)

    # --- the message ----------------------------------------------------------------------------------------

    def _message(self, identity: int) -> asyncio.Lock:
        """Held by whoever changes the message, so that the solution is not replaced by something older."""
        return self._messages.setdefault(identity, asyncio.Lock())

    async def _show_standing(self, identity: int) -> int | None:
        """Show how many have answered. Gives the channel's id."""
        async with self._message(identity):
            asked = await self.find(identity)
            if asked is None or asked.round.revealed or asked.place is None:
                return None
            round_, language = asked.round, asked.language
            text = render.standing(round_.host, len(round_.answers), round_.deadline, language)
            reply = render.question(round_.quiz, text, language)
            below = views.question(round_.quiz, identity, round_, language)
            await self._edit(asked, dataclasses.replace(reply, view=below))
            return asked.place[0]

    async def _show_solution(self, asked: Asked) -> None:
        async with self._message(asked.id):
            done = await self._edit(asked, _solution(asked))
        if done:
            await self._finish(asked.id)

    async def _edit(self, asked: Asked, reply: Reply) -> bool:
        """Change the message; False when it has to be done another time."""
        if asked.place is None:
            return False
        channel, message = asked.place
        try:
            await self._bot.get_partial_messageable(channel).get_partial_message(message).edit(**reply.editing())
        except (discord.NotFound, discord.Forbidden):
            return True  # It is gone, or may not be changed any more.
        except discord.HTTPException as error:
            log.warning("quiz %d could not be shown: %s", asked.id, error)
            return False
        return True

    async def _finish(self, identity: int) -> None:
        """The solution is shown."""
        await self._bot.store.quizzes.shown(identity)
        timer = self._timers.pop(identity, None)
        if timer is not None and timer is not asyncio.current_task():
            timer.cancel()

    # --- timers -----------------------------------------------------------------------------------------------

    def _set_timer(self, identity: int, deadline: int) -> None:
        if identity not in self._timers:
            self._timers[identity] = asyncio.create_task(self._reveal_at(identity, deadline))

    async def _reveal_at(self, identity: int, deadline: int) -> None:
        try:
            await self._bot.sleep(max(0.0, deadline - discord.utils.utcnow().timestamp()))
            if (asked := await self.find(identity)) is not None:
                await self._close(asked)
            if (asked := await self.find(identity)) is not None:
                await self._show_solution(asked)
        except StoreError as error:  # A click on the message makes up for it, and so does the next start.
            log.error("quiz %d was not revealed in time: %s", identity, error)
        finally:
            self._timers.pop(identity, None)

    def _asked(self, kept: Kept) -> Asked:
        languages = self._bot.languages
        return Asked(
            id=kept.id,
            round=Round(
                quiz=from_json(kept.quiz),
                host=kept.host,
                alone=kept.alone,
                seconds=kept.seconds,
                deadline=kept.deadline,
                revealed=kept.revealed,
                answers=kept.answers,
            ),
            language=languages.find(kept.language) or languages.default,
            place=(kept.channel, kept.message) if kept.channel and kept.message else None,
            shown=kept.shown,
        )


def _solution(asked: Asked) -> Reply:
    """The message with the solution, and what is below it."""
    round_, result = asked.round, asked.round.result()
    own = round_.answers.get(round_.host) if round_.alone else None
    reply = render.solution(
        round_.quiz,
        asked.language,
        right=result.right,
        chosen=result.chosen,
        mistaken=result.mistaken,
        answers=result.answers,
        own=own,
    )
    below = views.solution(round_.quiz, asked.id, round_, result.mistaken, asked.language)
    return dataclasses.replace(reply, view=below)
