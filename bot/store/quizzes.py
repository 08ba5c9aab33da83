"""The quizzes that were asked, and what was answered, until a while after they are revealed.

Who was right about which topic is kept for longer: it is their progress (`bot.store.progress`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.recordings import KEEP_DAYS, Transact
from bot.store.schema import AskedQuiz, QuizAnswer, QuizResult

RESULT_DAYS = 365
"""How long it is kept who was right."""

_DAY = 24 * 60 * 60

Answers = Mapping[int, frozenset[int]]
"""The indexes of the options that each user has chosen."""


@dataclass(frozen=True)
class Kept:
    """A quiz that was asked. Times are in seconds since 1970, users, channel and message by their Discord ids.

    `quiz` is its JSON, as it was asked (`demos.quiz.to_json`). `alone`: it is for its host only. `seconds`: for how
    long the others may answer once one of them has, 0 for ever; `deadline` is set then. `answers` holds the indexes
    of the chosen options. `shown`: the message shows the solution, or there is no message any more.
    """

    id: int
    host: int
    quiz: bytes
    language: str
    alone: bool
    seconds: int
    channel: int | None
    message: int | None
    deadline: int | None
    revealed: bool
    shown: bool
    answers: Answers


class Quizzes:
    """The quizzes in a store. `now` tells the seconds since 1970."""

    def __init__(self, transact: Transact, now: Callable[[], float] = time.time) -> None:
        self._transact = transact
        self._now = now

    async def open(self, quiz: bytes, *, host: int, language: str, alone: bool, seconds: int) -> int:
        """Keep a quiz that is about to be asked. Returns its id.

        Raises:
            StoreError: it could not be kept.
        """
        asked = AskedQuiz(
            host=host, quiz=quiz, language=language, alone=alone, seconds=seconds, asked_at=int(self._now())
        )

        async def add(session: AsyncSession) -> int:
            session.add(asked)
            await session.flush()
            return asked.id

        return await self._transact(add)

    async def place(self, identity: int, *, channel: int, message: int) -> None:
        """Keep where a quiz was asked. One that stood in that message before is over.

        Raises:
            StoreError: it could not be kept.
        """

        async def change(session: AsyncSession) -> None:
            before = (AskedQuiz.message == message) & (AskedQuiz.id != identity)
            await session.execute(update(AskedQuiz).where(before).values(revealed=True, shown=True))
            await session.execute(
                update(AskedQuiz).where(AskedQuiz.id == identity).values(channel=channel, message=message)
            )

        await self._transact(change)

    async def get(self, identity: int) -> Kept | None:
        """A quiz with its answers; None when it is no longer kept.

        Raises:
            StoreError: the database cannot be read.
        """

        async def find(session: AsyncSession) -> Kept | None:
            asked = await session.get(AskedQuiz, identity)
            if asked is None:
                return None
            given = await _given(session, identity)
            return _kept(asked, {answer.user: _indexes(answer.chosen) for answer in given})

        return await self._transact(find)

    async def answer(self, identity: int, user: int, chosen: frozenset[int], deadline: int | None) -> bool:
        """Keep somebody's answer in the place of their last; `deadline` is set if none is yet.

        False when the quiz was revealed already, or is gone: then nothing was kept.

        Raises:
            StoreError: it could not be kept.
        """
        still_open = (AskedQuiz.id == identity) & AskedQuiz.revealed.is_(False)
        # Written first, so that the transaction waits for a reveal that is on its way, and does not overtake it.
        set_deadline = update(AskedQuiz).where(still_open)
        set_deadline = set_deadline.values(deadline=func.coalesce(AskedQuiz.deadline, deadline))
        given = QuizAnswer(
            quiz=identity,
            user=user,
            chosen=",".join(map(str, sorted(chosen))),
            answered_at=int(self._now()),
        )

        async def add(session: AsyncSession) -> bool:
            opened = await session.execute(set_deadline.returning(AskedQuiz.id))
            if opened.first() is None:
                return False
            await session.merge(given)
            return True

        return await self._transact(add)

    async def reveal(self, identity: int, topic: str, judge: Callable[[Answers], Collection[int]]) -> bool:
        """Take no more answers, and keep who was right. False when that was so already, or the quiz is gone.

        `judge` gets the answers, and gives the users whose answer is right.

        Raises:
            StoreError: it could not be kept.
        """
        still_open = (AskedQuiz.id == identity) & AskedQuiz.revealed.is_(False)
        change = update(AskedQuiz).where(still_open).values(revealed=True).returning(AskedQuiz.id)

        async def close(session: AsyncSession) -> bool:
            if (await session.execute(change)).first() is None:
                return False
            given = await _given(session, identity)
            right = judge({answer.user: _indexes(answer.chosen) for answer in given})
            for answer in given:
                result = QuizResult(user=answer.user, topic=topic, right=answer.user in right)
                result.answered_at = answer.answered_at
                session.add(result)
            return True

        return await self._transact(close)

    async def shown(self, identity: int) -> None:
        """The message shows the solution.

        Raises:
            StoreError: it could not be kept.
        """
        change = update(AskedQuiz).where(AskedQuiz.id == identity).values(shown=True)

        async def note(session: AsyncSession) -> None:
            await session.execute(change)

        await self._transact(note)

    async def unfinished(self) -> dict[int, int]:
        """The quizzes whose solution is to be shown at a certain time: ids and deadlines.

        Raises:
            StoreError: the database cannot be read.
        """
        query = select(AskedQuiz.id, AskedQuiz.deadline).where(AskedQuiz.shown.is_(False))

        async def find(session: AsyncSession) -> dict[int, int]:
            rows = await session.execute(query.where(AskedQuiz.deadline.is_not(None)))
            return {identity: deadline for identity, deadline in rows if deadline is not None}

        return await self._transact(find)

    async def prune(self) -> None:
        """Forget what is too old.

        Raises:
            StoreError: the database cannot be written.
        """
        now = int(self._now())
        old = select(AskedQuiz.id).where(AskedQuiz.asked_at < now - KEEP_DAYS * _DAY)
        results = delete(QuizResult).where(QuizResult.answered_at < now - RESULT_DAYS * _DAY)

        async def forget(session: AsyncSession) -> None:
            await session.execute(delete(QuizAnswer).where(QuizAnswer.quiz.in_(old)))
            await session.execute(delete(AskedQuiz).where(AskedQuiz.id.in_(old)))
            await session.execute(results)

        await self._transact(forget)


async def _given(session: AsyncSession, quiz: int) -> list[QuizAnswer]:
    """The answers to a quiz, the earliest first."""
    query = select(QuizAnswer).where(QuizAnswer.quiz == quiz)
    return list(await session.scalars(query.order_by(QuizAnswer.answered_at, QuizAnswer.user)))


def _kept(asked: AskedQuiz, answers: Answers) -> Kept:
    return Kept(
        id=asked.id,
        host=asked.host,
        quiz=asked.quiz,
        language=asked.language,
        alone=asked.alone,
        seconds=asked.seconds,
        channel=asked.channel,
        message=asked.message,
        deadline=asked.deadline,
        revealed=asked.revealed,
        shown=asked.shown,
        answers=answers,
    )


def _indexes(chosen: str) -> frozenset[int]:
    return frozenset(map(int, chosen.split(",")))
