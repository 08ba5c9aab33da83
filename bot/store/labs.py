"""The experiments of study groups: phases, hosts, predictions, results. The rules are in `cogs.lab.rules`.

A change is one transaction. It locks the experiment's row first, asks the rules what comes next, and keeps that: of
two who click at once, the second is judged by what the first has done.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.lab_data import Given, Kept, Listed, Standing, columns, given_of, kept_of, standing_of, trial_of
from bot.store.lab_tables import LabExperiment, LabPrediction, LabTrial
from bot.store.recordings import INSERT, Transact

T = TypeVar("T")

MOST_LISTED = 25


Step = Callable[[Standing], Standing]
"""What comes next, by the rules. It raises what refuses the change, and nothing is changed then."""


class Labs:
    """The experiments in a store. `now` tells the seconds since 1970."""

    def __init__(self, transact: Transact, now: Callable[[], float] = time.time) -> None:
        self._transact = transact
        self._now = now

    # --- an experiment and its message ------------------------------------------------------------------------

    async def open(
        self,
        standing: Standing,
        *,
        server: int | None,
        channel: int,
        language: str,
        concept: str,
        subject: bytes,
        job: bytes,
    ) -> int:
        """Keep a new experiment with its first trial. Returns its id.

        Raises:
            StoreError: it could not be kept; the same holds for all methods here.
        """
        experiment = LabExperiment(
            **columns(standing),
            server=server,
            channel=channel,
            language=language,
            concept=concept,
            subject=subject,
            opened_at=int(self._now()),
        )

        async def add(session: AsyncSession) -> int:
            session.add(experiment)
            await session.flush()
            session.add(LabTrial(experiment=experiment.id, number=standing.trial, job=job))
            return experiment.id

        return await self._transact(add)

    async def get(self, identity: int) -> Kept | None:
        """An experiment; None when it is not kept."""

        async def find(session: AsyncSession) -> Kept | None:
            found = await session.get(LabExperiment, identity)
            if found is None:
                return None
            right = func.sum(case((LabPrediction.verdict == "right", 1), else_=0))
            counts = await session.execute(
                select(LabPrediction.trial, func.count(), right)
                .where(LabPrediction.experiment == identity)
                .group_by(LabPrediction.trial)
            )
            counted = {trial: (predictions, good) for trial, predictions, good in counts}
            trials = await session.scalars(
                select(LabTrial).where(LabTrial.experiment == identity).order_by(LabTrial.number)
            )
            return kept_of(found, [trial_of(trial, counted) for trial in trials])

        return await self._transact(find)

    async def standing(self, identity: int) -> Standing | None:
        """How an experiment stands; None when it is not kept."""

        async def find(session: AsyncSession) -> Standing | None:
            found = await session.get(LabExperiment, identity)
            return None if found is None else standing_of(found)

        return await self._transact(find)

    async def place(self, identity: int, *, channel: int | None, message: int | None, thread: int | None) -> None:
        """Keep where the experiment is shown; a message of None is gone."""
        where = update(LabExperiment).where(LabExperiment.id == identity)
        await self._do(where.values(channel=channel, message=message, thread=thread))

    async def lost(self, identity: int, message: int) -> None:
        """That message of the experiment is gone."""
        where = (LabExperiment.id == identity) & (LabExperiment.message == message)
        await self._do(update(LabExperiment).where(where).values(message=None, thread=None))

    async def lost_thread(self, thread: int) -> list[int]:
        """That thread is gone. Returns the experiments to which it belonged."""
        where = update(LabExperiment).where(LabExperiment.thread == thread)
        gone = where.values(thread=None, version=LabExperiment.version + 1).returning(LabExperiment.id)

        async def change(session: AsyncSession) -> list[int]:
            return list(await session.scalars(gone))

        return await self._transact(change)

    async def shown(self, identity: int, version: int) -> None:
        """The message shows that version."""
        where = (LabExperiment.id == identity) & (LabExperiment.shown < version)
        await self._do(update(LabExperiment).where(where).values(shown=version))

    async def unfinished(self) -> dict[int, Standing]:
        """The experiments of which something is still to be done without a click: a run, a deadline, a message."""
        todo = (
            (LabExperiment.phase == "run")
            | (LabExperiment.deadline.is_not(None) & LabExperiment.closed.is_(False))
            | ((LabExperiment.shown < LabExperiment.version) & LabExperiment.message.is_not(None))
        )

        async def find(session: AsyncSession) -> dict[int, Standing]:
            found = await session.scalars(select(LabExperiment).where(todo).order_by(LabExperiment.id))
            return {experiment.id: standing_of(experiment) for experiment in found}

        return await self._transact(find)

    async def listed(self, *, server: int | None, channel: int, everywhere: bool = False) -> list[Listed]:
        """The newest experiments of a channel, or of its server; those that are open first."""
        here = LabExperiment.channel == channel
        if everywhere and server is not None:
            here = LabExperiment.server == server
        counts = (
            select(func.count())
            .where((LabPrediction.experiment == LabExperiment.id) & (LabPrediction.trial == LabExperiment.trial))
            .scalar_subquery()
        )
        query = select(LabExperiment, counts).where(here).limit(MOST_LISTED)
        query = query.order_by(LabExperiment.closed, LabExperiment.id.desc())

        async def find(session: AsyncSession) -> list[Listed]:
            names = [field.name for field in dataclasses.fields(Listed) if field.name != "predictions"]
            return [
                Listed(**{name: getattr(found, name) for name in names}, predictions=count)
                for found, count in await session.execute(query)
            ]

        return await self._transact(find)

    # --- what the rules decide ----------------------------------------------------------------------------------

    async def change(self, identity: int, step: Step) -> Standing | None:
        """Do what the rules say comes next. Returns how it stands then; None when it is not kept."""
        return await self._step(identity, step)

    async def predict(self, identity: int, user: int, answer: str, step: Step) -> Standing | None:
        """Keep a prediction for the latest trial in the place of the user's last one."""

        async def keep(session: AsyncSession, _: Standing, after: Standing) -> None:
            insert = INSERT[session.get_bind().dialect.name](LabPrediction)
            given = insert.values(
                experiment=identity,
                trial=after.trial,
                user=user,
                answer=answer,
                predicted_at=int(self._now()),
            )
            again = {name: given.excluded[name] for name in ("answer", "predicted_at")}
            mine = ["experiment", "trial", "user"]
            await session.execute(given.on_conflict_do_update(index_elements=mine, set_=again))

        return await self._step(identity, step, keep)

    async def ran(self, identity: int, recording: str, result: bytes, step: Step) -> Standing | None:
        """Keep what came out of the latest trial."""

        async def keep(session: AsyncSession, _: Standing, after: Standing) -> None:
            await session.execute(
                update(LabTrial)
                .where((LabTrial.experiment == identity) & (LabTrial.number == after.trial))
                .values(recording=recording, result=result)
            )

        return await self._step(identity, step, keep)

    async def reveal(
        self, identity: int, judge: Callable[[bytes, Iterable[Given]], Mapping[int, str]], step: Step
    ) -> Standing | None:
        """Reveal the latest trial. `judge` gets its result and the predictions, and gives users their verdicts."""

        async def keep(session: AsyncSession, before: Standing, after: Standing) -> None:
            if before.phase == after.phase:
                return
            trial = await session.get_one(LabTrial, (identity, after.trial))
            trial.revealed_at = int(self._now())
            mine = (LabPrediction.experiment == identity) & (LabPrediction.trial == after.trial)
            predictions = {given.user: given for given in await session.scalars(select(LabPrediction).where(mine))}
            for user, verdict in judge(trial.result or b"", map(given_of, predictions.values())).items():
                predictions[user].verdict = verdict

        return await self._step(identity, step, keep)

    async def vary(self, identity: int, job: bytes, step: Step) -> Standing | None:
        """Begin another trial."""

        async def keep(session: AsyncSession, before: Standing, after: Standing) -> None:
            if after.trial != before.trial:
                session.add(LabTrial(experiment=identity, number=after.trial, job=job))

        return await self._step(identity, step, keep)

    async def sampled(self, identity: int, trial: int, samples: bytes) -> None:
        """Keep what came out of many runs of a trial."""
        experiment = update(LabExperiment).where(LabExperiment.id == identity)
        where = (LabTrial.experiment == identity) & (LabTrial.number == trial)

        async def keep(session: AsyncSession) -> None:
            await session.execute(experiment.values(version=LabExperiment.version + 1))
            await session.execute(update(LabTrial).where(where).values(samples=samples))

        await self._transact(keep)

    async def _step(
        self,
        identity: int,
        step: Step,
        keep: Callable[[AsyncSession, Standing, Standing], Awaitable[None]] | None = None,
    ) -> Standing | None:
        # Written before it is read: whoever comes at the same time waits here, in SQLite and in PostgreSQL.
        lock = update(LabExperiment).where(LabExperiment.id == identity)
        lock = lock.values(version=LabExperiment.version + 1)

        async def change(session: AsyncSession) -> Standing | None:
            experiment = await session.scalar(lock.returning(LabExperiment))
            if experiment is None:
                return None
            before = standing_of(experiment)
            after = step(before)
            for name, value in columns(after).items():
                setattr(experiment, name, value)
            if keep is not None:
                await keep(session, before, after)
            return after

        return await self._transact(change)

    # --- predictions --------------------------------------------------------------------------------------------

    async def predictions(self, identity: int, trial: int) -> list[Given]:
        """What was predicted for a trial, the earliest first."""
        mine = (LabPrediction.experiment == identity) & (LabPrediction.trial == trial)
        query = select(LabPrediction).where(mine).order_by(LabPrediction.predicted_at, LabPrediction.user)

        async def find(session: AsyncSession) -> list[Given]:
            return [given_of(given) for given in await session.scalars(query)]

        return await self._transact(find)

    async def form(self, identity: int, user: int) -> tuple[Standing, bytes, str | None] | None:
        """What a form for a prediction needs: how it stands, the subject, and what the user said before."""
        mine = (
            (LabPrediction.experiment == LabExperiment.id)
            & (LabPrediction.trial == LabExperiment.trial)
            & (LabPrediction.user == user)
        )
        query = select(LabExperiment, LabPrediction.answer).outerjoin(LabPrediction, mine)

        async def find(session: AsyncSession) -> tuple[Standing, bytes, str | None] | None:
            found = (await session.execute(query.where(LabExperiment.id == identity))).first()
            return None if found is None else (standing_of(found[0]), found[0].subject, found[1])

        return await self._transact(find)

    async def prediction(self, identity: int, trial: int, user: int) -> Given | None:
        """What somebody has predicted for a trial."""

        async def find(session: AsyncSession) -> Given | None:
            given = await session.get(LabPrediction, (identity, trial, user))
            return None if given is None else given_of(given)

        return await self._transact(find)

    # --- what the methods share -----------------------------------------------------------------------------------

    async def _do(self, statement: Any) -> None:
        async def work(session: AsyncSession) -> None:
            await session.execute(statement)

        await self._transact(work)
