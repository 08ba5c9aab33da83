"""Deletes what is kept about somebody, and what was kept for long enough. PRIVACY.md says the same in words."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.lab_privacy import NOBODY
from bot.store.lab_privacy import forget_before as forget_labs_before
from bot.store.lab_privacy import forget_user as forget_in_labs
from bot.store.recordings import UNNEEDED
from bot.store.schema import AskedQuiz, PathPlace, QuizAnswer, QuizResult, ServerChange, StoredRecording, User

LAB_DAYS = 365
"""How long an experiment is kept after it began, with its predictions."""

_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Forgotten:
    """How much was deleted. `handed_over`: experiments and quizzes of others as well, that go on without a host."""

    language: int
    predictions: int
    experiments: int
    boards: int
    answers: int
    results: int
    paths: int
    quizzes: int
    recordings: int
    changes: int
    handed_over: int


async def forget_user(session: AsyncSession, user: int) -> Forgotten:
    """Delete everything that is kept about a user, in the transaction of whoever calls it."""
    labs = await forget_in_labs(session, user)
    answers = await _delete(session, QuizAnswer, QuizAnswer.user == user)
    answered = select(QuizAnswer.quiz)
    quizzes = await _delete(session, AskedQuiz, (AskedQuiz.host == user) & AskedQuiz.id.not_in(answered))
    kept = await _count(session, AskedQuiz, AskedQuiz.host == user)
    await session.execute(update(AskedQuiz).where(AskedQuiz.host == user).values(host=NOBODY))
    changes = await _count(session, ServerChange, ServerChange.user == user)
    await session.execute(update(ServerChange).where(ServerChange.user == user).values(user=NOBODY))
    recordings = await _delete(session, StoredRecording, (StoredRecording.owner == user) & UNNEEDED)
    # What an experiment of others still shows is nobody's now.
    await session.execute(update(StoredRecording).where(StoredRecording.owner == user).values(owner=NOBODY))
    return Forgotten(
        language=await _delete(session, User, User.id == user),
        predictions=labs.predictions,
        experiments=labs.experiments,
        boards=labs.boards,
        answers=answers,
        results=await _delete(session, QuizResult, QuizResult.user == user),
        paths=await _delete(session, PathPlace, PathPlace.user == user),
        quizzes=quizzes,
        recordings=recordings,
        changes=changes,
        handed_over=labs.handed_over + kept,
    )


async def forget_old_labs(session: AsyncSession) -> None:
    """Delete experiments that began too long ago."""
    await forget_labs_before(session, int(time.time()) - LAB_DAYS * _DAY)


async def _count(session: AsyncSession, table: type, where: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count()).select_from(table).where(where)) or 0


async def _delete(session: AsyncSession, table: type, where: ColumnElement[bool]) -> int:
    count = await _count(session, table, where)
    await session.execute(delete(table).where(where))
    return count
