"""Does what an experiment's phase asks for: runs the program once, keeps the message up to date, watches the time.

What is to be done follows from what is kept alone, not from whose click it was, nor from this process: what was
left undone is done at the next start, or when somebody clicks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.client import Forklore
from bot.errors import UserError
from bot.permits import check_run
from bot.store import StoreError
from bot.store.lab_data import Standing
from bot.store.labs import Step
from cogs.lab.data import Result, Subject, pack, unpack
from cogs.lab.model import Lab, Trial, read
from cogs.lab.revealed import Judged
from cogs.lab.rules import RUN, Experiment, Refused
from cogs.lab.running import many, run
from cogs.lab.showing import Showing, read_answer
from demos.runner import RunError

log = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE = (1, 2, 4, 8, 16, 32)
"""Seconds between attempts to keep a result while the database is away."""


class Conductor:
    """Conducts all experiments of the bot."""

    def __init__(self, bot: Forklore) -> None:
        self._bot = bot
        self.showing = Showing(bot)
        self._runs: dict[int, asyncio.Task[None]] = {}
        self._timers: dict[int, tuple[int, asyncio.Task[None]]] = {}
        """The countdowns: when they end, and what waits for that."""

    async def resume(self) -> None:
        """Do what is left to be done: when the bot ended before, or where something was changed behind its back."""
        try:
            unfinished = await self._bot.store.labs.unfinished()
        except StoreError as error:
            log.error("experiments do not go on by themselves: %s", error)
            return
        for identity, standing in unfinished.items():
            self.follow(identity, standing)

    def stop(self) -> None:
        """Do nothing any more."""
        for task in (*self._runs.values(), *(timer for _, timer in self._timers.values())):
            task.cancel()

    # --- what is kept -------------------------------------------------------------------------------------------

    async def find(self, identity: int) -> Lab:
        """An experiment by its id.

        Raises:
            UserError: it is not kept any more.
            StoreError: the database cannot be read.
        """
        kept = await self._bot.store.labs.get(identity)
        try:
            if kept is not None:
                return read(kept, self._bot.languages)
        except ValueError as error:  # of another version of the bot
            log.warning("experiment %d cannot be read: %s", identity, error)
        raise self.gone()

    async def change(
        self, identity: int, rule: Callable[[Experiment], Standing], keep: Callable[..., Awaitable[Standing | None]]
    ) -> Standing:
        """Ask the rules, keep what they say, and see to what follows. `keep` is a method of the store.

        Raises:
            UserError: the rules refuse it, or there is no such experiment.
            StoreError: it could not be kept, so nothing has happened.
        """
        try:
            standing = await keep(identity, self._step(rule))
        except Refused as refused:
            raise await self._refused(refused, identity) from None
        if standing is None:
            raise self.gone()
        self.follow(identity, standing)
        return standing

    async def check(self, identity: int, standing: Standing, rule: Callable[[Experiment], Standing]) -> None:
        """Whether the rules would allow that now.

        Raises:
            UserError: they would not.
        """
        try:
            self._step(rule)(standing)
        except Refused as refused:
            raise await self._refused(refused, identity) from None

    def follow(self, identity: int, standing: Standing) -> None:
        """See to what an experiment asks for that stands like this."""
        self.refresh(identity)
        if standing.phase == RUN:
            self._start(identity, standing.trial)
        self._watch(identity, standing.deadline)

    def gone(self) -> UserError:
        """The error of a click on what is not kept any more."""
        return UserError("lab-gone", prefix=self._bot.prefix)

    def _step(self, rule: Callable[[Experiment], Standing]) -> Step:
        return lambda standing: rule(Experiment(standing, _now()))

    async def _refused(self, refused: Refused, identity: int) -> UserError:
        standing = await self._bot.store.labs.standing(identity)
        users = sorted({standing.host, *standing.cohosts}) if standing else []
        hosts = ", ".join(f"<@{user}>" for user in users)
        return UserError(refused.key, prefix=self._bot.prefix, id=identity, hosts=hosts)

    # --- the run --------------------------------------------------------------------------------------------------

    async def until_run(self, identity: int) -> None:
        """Wait for the run that is on, if there is one.

        Raises:
            RunError, StoreError, UserError: it failed, or is not allowed; it can be tried again.
        """
        task = self._runs.get(identity)
        if task is not None:
            await asyncio.shield(task)

    def _start(self, identity: int, trial: int) -> None:
        if identity in self._runs:
            return
        task = self._runs[identity] = asyncio.create_task(self._run(identity, trial))
        task.add_done_callback(lambda done: self._over(identity, done))

    def _over(self, identity: int, task: asyncio.Task[None]) -> None:
        self._runs.pop(identity, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("experiment %d was not run: %s", identity, error)

    async def _run(self, identity: int, trial: int) -> None:
        store = self._bot.store
        lab = await self.find(identity)
        if (lab.standing.phase, lab.standing.trial) != (RUN, trial):
            return
        self._bot.enter(lab.server)
        try:
            if lab.subject.own:
                check_run(self._bot)  # It may have been switched off since the experiment began.
            recording, result = await run(self._bot.runner, lab.subject, lab.current.task, owner=("lab", identity))
        except (RunError, UserError):
            await self._persist(
                lambda: store.labs.change(identity, self._step(lambda experiment: experiment.failed(trial)))
            )
            self.refresh(identity)
            raise
        owner = lab.standing.host if lab.subject.own else None
        recorded = await self._persist(lambda: store.recordings.put(recording, owner))
        try:
            await self._persist(
                lambda: store.labs.ran(
                    identity, recorded, pack(result), self._step(lambda experiment: experiment.ran(trial))
                )
            )
        except Refused:
            return  # Another process was faster; its run is the one.
        self.refresh(identity)

    async def _persist(self, work: Callable[[], Awaitable[T]]) -> T:
        """Try until the database takes it, for about a minute.

        Raises:
            StoreError: it did not.
        """
        for seconds in PATIENCE:
            try:
                return await work()
            except StoreError as error:
                log.warning("what a run gave could not be kept yet: %s", error)
                await self._bot.sleep(seconds)
        return await work()

    # --- the reveal, and more runs ----------------------------------------------------------------------------

    async def reveal(self, identity: int, rule: Callable[[Experiment], Standing], subject: Subject) -> None:
        """Reveal the latest trial, and judge what was predicted for it.

        Raises:
            UserError, StoreError: see `change`.
        """

        def verdicts(result: bytes, given: object) -> dict[int, str]:
            answers = {each.user: read_answer(each.answer) for each in given}  # type: ignore[attr-defined]
            judged = Judged.of(subject, unpack(result, Result), answers)
            return {user: verdict.score for user, verdict in judged.verdicts.items()}

        await self.change(identity, rule, lambda which, step: self._bot.store.labs.reveal(which, verdicts, step))

    async def run_many(self, lab: Lab, trial: Trial, *, natural: bool) -> None:
        """Run a trial many times, and show what came out.

        Raises:
            RunError: the engine failed.
            StoreError: it could not be kept.
        """
        owner = ("lab", lab.id)
        samples = await many(self._bot.runner, trial.task.job, natural=natural, owner=owner)
        await self._persist(lambda: self._bot.store.labs.sampled(lab.id, trial.number, pack(samples)))
        self.refresh(lab.id)

    # --- the message ----------------------------------------------------------------------------------------------

    def refresh(self, identity: int) -> None:
        """Have the message show how the experiment stands."""
        self._bot.edits.ask(("lab", identity), lambda: self._show(identity))

    async def _show(self, identity: int) -> int | None:
        try:
            lab = await self.find(identity)
        except UserError:
            return None
        if lab.place is None:
            return None
        channel, message = lab.place
        reply = await self.showing.message(lab)
        partial = self._bot.get_partial_messageable(channel, guild_id=lab.server).get_partial_message(message)
        try:
            await partial.edit(**reply.editing())
        except discord.NotFound:
            await self._bot.store.labs.lost(identity, message)
            return None
        except discord.Forbidden as error:  # The next change tries again, and so does the next start.
            log.warning("experiment %d cannot be shown: %s", identity, error)
            return None
        if not self._bot.edits.wanted(("lab", identity)):  # Else the next edit says so.
            await self._bot.store.labs.shown(identity, lab.version)
        return channel

    # --- time -------------------------------------------------------------------------------------------------

    def _watch(self, identity: int, deadline: int | None) -> None:
        """Wait for the end of a countdown, and for no other."""
        known, timer = self._timers.get(identity, (None, None))
        if known == deadline:
            return
        if timer is not None and timer is not asyncio.current_task():
            timer.cancel()
        self._timers.pop(identity, None)
        if deadline is not None:
            self._timers[identity] = deadline, asyncio.create_task(self._run_at(identity, deadline))

    async def _run_at(self, identity: int, deadline: int) -> None:
        await self._bot.sleep(max(0.0, deadline - discord.utils.utcnow().timestamp()))
        self._timers.pop(identity, None)
        try:
            await self.change(identity, lambda experiment: experiment.time_up(), self._bot.store.labs.change)
        except (StoreError, UserError) as error:  # A click makes up for it, and so does the next start.
            log.error("experiment %d was not run in time: %s", identity, error)


def _now() -> int:
    return int(discord.utils.utcnow().timestamp())
