"""What each has predicted and answered over time, and the boards of servers, on which is only who wants to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.lab_tables import BoardMember, LabExperiment, LabPrediction
from bot.store.recordings import Transact
from bot.store.schema import QuizResult

RIGHT, WRONG = "right", "wrong"
"""What is said of an answer to a quiz; a prediction can also be right in part (`cogs.lab.judging`)."""


@dataclass(frozen=True)
class Past:
    """A prediction of somebody, or an answer of theirs to a quiz, with what it was about.

    `verdict` is None until it is revealed. `predicted_at` is in seconds since 1970. Of a quiz is known only
    whether they were right, so that it has no `experiment`, `trial`, `subject` and `answer`.
    """

    concept: str
    predicted_at: int
    verdict: str | None
    experiment: int | None = None
    trial: int | None = None
    subject: bytes | None = None
    answer: str | None = None


@dataclass(frozen=True)
class Place:
    """Somebody on a board: how many predictions were judged, and how many of these were right."""

    user: int
    right: int
    judged: int


class Progress:
    """The predictions and answers in a store, by who made them."""

    def __init__(self, transact: Transact) -> None:
        self._transact = transact

    async def past(self, user: int) -> list[Past]:
        """Everything that somebody has predicted and answered, the earliest first.

        Raises:
            StoreError: the database cannot be read.
        """
        query = (
            select(LabPrediction, LabExperiment.concept, LabExperiment.subject)
            .join(LabExperiment, LabExperiment.id == LabPrediction.experiment)
            .where(LabPrediction.user == user)
            .order_by(LabPrediction.predicted_at, LabPrediction.experiment, LabPrediction.trial)
        )
        answers = select(QuizResult).where(QuizResult.user == user)
        answers = answers.order_by(QuizResult.answered_at, QuizResult.id)

        async def find(session: AsyncSession) -> list[Past]:
            predicted = [
                Past(
                    experiment=given.experiment,
                    trial=given.trial,
                    concept=concept,
                    subject=subject,
                    answer=given.answer,
                    predicted_at=given.predicted_at,
                    verdict=given.verdict,
                )
                for given, concept, subject in await session.execute(query)
            ]
            answered = [
                Past(each.topic, each.answered_at, RIGHT if each.right else WRONG)
                for each in await session.scalars(answers)
            ]
            return sorted((*predicted, *answered), key=lambda past: past.predicted_at)

        return await self._transact(find)

    async def join(self, server: int, user: int, *, joins: bool = True) -> None:
        """Put somebody on the board of a server, or take them off it.

        Raises:
            StoreError: it could not be kept.
        """
        where = (BoardMember.server == server) & (BoardMember.user == user)

        async def change(session: AsyncSession) -> None:
            if joins:
                await session.merge(BoardMember(server=server, user=user))
            else:
                await session.execute(delete(BoardMember).where(where))

        await self._transact(change)

    async def board(self, server: int) -> list[Place]:
        """Those who want to be on the board of a server, by their right predictions there, the best first.

        Raises:
            StoreError: the database cannot be read.
        """
        predictions = select(LabPrediction.user, LabPrediction.verdict)
        predictions = predictions.join(LabExperiment, LabExperiment.id == LabPrediction.experiment)
        here = predictions.where(LabExperiment.server == server).subquery()
        right = func.coalesce(func.sum(case((here.c.verdict == "right", 1), else_=0)), 0)
        judged = func.count(here.c.verdict)
        query = (
            select(BoardMember.user, right, judged)
            .outerjoin(here, here.c.user == BoardMember.user)
            .where(BoardMember.server == server)
            .group_by(BoardMember.user)
            .order_by(right.desc(), judged, BoardMember.user)
        )

        async def find(session: AsyncSession) -> list[Place]:
            return [Place(user, int(good), count) for user, good, count in await session.execute(query)]

        return await self._transact(find)
