"""Takes people and servers out of the experiments. Each function works in the transaction of whoever calls it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.lab_tables import BoardMember, LabExperiment, LabPrediction, LabTrial

NOBODY = 0
"""The host of an experiment whose host wanted to be forgotten: everybody leads it."""


@dataclass(frozen=True)
class Forgotten:
    """How much was deleted; `handed_over` counts experiments that go on without their host."""

    predictions: int = 0
    experiments: int = 0
    handed_over: int = 0
    boards: int = 0


async def forget_user(session: AsyncSession, user: int) -> Forgotten:
    """Delete what somebody has predicted, and that they have hosted.

    An experiment that they hosted goes too, with its program, unless somebody else has predicted in it. The
    messages of the others are then to be brought up to date (`Labs.unfinished`): they may name the user.
    """
    hosted = select(LabExperiment.id).where(LabExperiment.host == user)
    others = exists().where((LabPrediction.experiment == LabExperiment.id) & (LabPrediction.user != user))
    mine = LabPrediction.user == user
    name = f",{user},"
    hosting = (LabExperiment.host == user) | LabExperiment.cohosts.contains(name)
    named = hosting | LabExperiment.id.in_(select(LabPrediction.experiment).where(mine))
    await session.execute(update(LabExperiment).where(named).values(version=LabExperiment.version + 1))
    predictions = await session.scalar(select(func.count()).select_from(LabPrediction).where(mine))
    experiments = await _delete(session, hosted.where(~others))
    kept = list(await session.scalars(hosted))
    await session.execute(delete(LabPrediction).where(mine))
    await session.execute(update(LabExperiment).where(LabExperiment.id.in_(kept)).values(host=NOBODY))
    led = await session.scalars(select(LabExperiment).where(LabExperiment.cohosts.contains(name)))
    for experiment in led:
        others_there = experiment.cohosts.replace(name, ",")
        experiment.cohosts = "" if others_there == "," else others_there
    boards = select(func.count()).select_from(BoardMember).where(BoardMember.user == user)
    left = await session.scalar(boards)
    await session.execute(delete(BoardMember).where(BoardMember.user == user))
    return Forgotten(predictions or 0, experiments, len(kept), left or 0)


async def forget_server(session: AsyncSession, server: int) -> None:
    """Delete the experiments and the board of a server."""
    await _delete(session, select(LabExperiment.id).where(LabExperiment.server == server))
    await session.execute(delete(BoardMember).where(BoardMember.server == server))


async def forget_before(session: AsyncSession, seconds: int) -> int:
    """Delete the experiments that began before a time, in seconds since 1970. Returns how many they were."""
    return await _delete(session, select(LabExperiment.id).where(LabExperiment.opened_at < seconds))


async def _delete(session: AsyncSession, query: Select[Any]) -> int:
    """Delete these experiments with all that belongs to them."""
    found = list(await session.scalars(query))
    for table in (LabPrediction, LabTrial):
        await session.execute(delete(table).where(table.experiment.in_(found)))
    await session.execute(delete(LabExperiment).where(LabExperiment.id.in_(found)))
    return len(found)
