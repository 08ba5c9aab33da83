"""Every possible outcome of a program: run again and again, each time down another order, until none is left.

The program is never modelled. Each run is a real one, controlled from one visible operation to the next; it tells
what each operation touched (`demos.recording.Operation`). From that follows which other orders can matter, and only
those are run: dynamic partial-order reduction with sleep sets (Flanagan and Godefroid 2005; Abdulla, Aronis,
Jonsson and Sagonas 2014). ``docs/outcomes.md`` explains it.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal, TypeVar

import msgspec

from demos.recording import Ending, Exploration, Job, Operation, Recording
from demos.reduction import Order, needs_fine_waits, sent_signals
from demos.runner import Runner
from demos.tree import Node, Tree

RUNS, SECONDS = 5000, 60.0
"""How much an exploration does at the most, if not told otherwise."""

SAMPLES = 200
"""How many orders are tried of a program that cannot be explored."""

_WALL_PER_CPU = 6
_CLOCK_CHECKS = 32
_MAY_LOOK = re.compile(
    r"clock|monotonic|perf_counter|time_ns|(?<!import )\btime\b(?!\.sleep)|datetime|timeout|itimer"
    r"|(join|poll)\(\s*[\d.]"
)
"""What a program that looks at a clock, or has a library look, is likely to say."""

_T = TypeVar("_T")

Sleeps = Literal["ignored", "trusted"]

REASONS = {
    "threads": "threads share memory, and may be halted between any two instructions",
    "shared memory": "processes share memory, or a file mapped into it",
    "randomness": "random numbers are asked for",
    "sockets": "what passes through sockets is not followed",
    "time": "a clock is read, or a timer runs, that no order of operations determines",
    "proc": "what /proc says of processes changes with more than operations",
    "record locks": "a process that closes a file loses its record locks on it, by whatever descriptor it has them",
    "limits": "a limit is set that several processes share",
    "kernel": "processes wait for something in an order that only the kernel knows",
    "polls": "somebody asks the same again and again, and it is not clear that he would for ever",
    "length": "there is no end of operations",
    "bounds": "a run was ended by its bounds, or computed for very long, so that what follows is not known",
    "runs": "the number of executions that the caller allowed was used up",
    "seconds": "the time that the caller allowed was used up",
    "cancelled": "the caller stopped it",
}
"""Why an exploration may be incomplete. All but the last three mean that the program was sampled instead."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a program can print and how it can end. `schedule` makes it do so (`replay`); `runs` ended so.

    `interrupts` belongs to the schedule: for which signals it says when they come (`Exploration.interrupts`).
    """

    stdout: str
    stderr: str
    ending: Ending
    schedule: tuple[int, ...]
    interrupts: tuple[int, ...] = ()
    runs: int = 1
    seed_replay: int | None = None


class Outcomes(msgspec.Struct, frozen=True, kw_only=True):
    """The outcomes that were found, by stdout. `complete`: there is no other, whatever the scheduling.

    `reason` says why it is not complete: some of `REASONS`, with commas. `runs` counts executions, with those that
    were broken off as redundant; `states` the different moments at which somebody's next step was chosen.
    """

    complete: bool
    reason: str | None
    runs: int
    states: int
    seconds: float
    sleeps: Sleeps
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an exploration has come."""

    runs: int
    states: int
    outcomes: int


class Explorer:
    """Explores one job on a runner. `explore` may be cancelled at any time, or asked to `stop`.

    Args:
        job: its clock, schedule, seed and choices do not matter.
        sleeps: ``ignored``: a sleep may take any time and orders nothing. ``trusted``: it takes what it says.
        owner: whose runs these are in the runner's fair queue; this explorer's own by default.
    """

    def __init__(
        self,
        runner: Runner,
        job: Job,
        *,
        sleeps: Sleeps = "ignored",
        max_runs: int = RUNS,
        max_seconds: float = SECONDS,
        reduced: bool = True,
        progress: Callable[[Progress], None] | None = None,
        owner: Hashable = None,
    ) -> None:
        self._runner = runner
        # A computation without end is to be known by its processor time, not by how busy the machine is.
        wall_seconds = max(job.limits.wall_seconds, _WALL_PER_CPU * job.limits.cpu_seconds)
        limits = msgspec.structs.replace(job.limits, wall_seconds=wall_seconds)
        self._job = msgspec.structs.replace(job, limits=limits)
        self._sleeps: Sleeps = sleeps
        self._max_runs = max_runs
        self._max_seconds = max_seconds
        self._reduced = reduced
        self._progress = progress
        self._owner = self if owner is None else owner
        self._stopped = asyncio.Event()
        self._coarse_waits = reduced
        self._interrupts: frozenset[int] = frozenset()
        self._runs = 0
        self._begin()

    def _begin(self) -> None:
        self._tree = Tree()
        self._found: dict[tuple[str, str, Ending], Outcome] = {}
        self._reasons: set[str] = set()
        self._must_begin_anew = False

    def stop(self) -> None:
        """End `explore` early: it returns what it has found, for the reason ``cancelled``."""
        self._stopped.set()

    async def explore(self) -> Outcomes:
        """All outcomes, or as many as the bounds allow.

        Raises:
            RunError: the engine failed.
        """
        began = time.perf_counter()
        reason = await self._explore_tree(began)
        while self._must_begin_anew:
            self._begin()
            reason = await self._explore_tree(began)
        if reason is None and not self._reasons and self._sleeps == "ignored":
            reason = await self._look_at_other_clocks(began)
        if self._reasons:
            reason = ", ".join(sorted(self._reasons))
            await self._sample(began)
        outcomes = sorted(
            self._found.values(), key=lambda outcome: (outcome.stdout, outcome.stderr, outcome.schedule)
        )
        return Outcomes(
            complete=reason is None,
            reason=reason,
            runs=self._runs,
            states=len(self._tree),
            seconds=round(time.perf_counter() - began, 3),
            sleeps=self._sleeps,
            outcomes=tuple(outcomes),
        )

    # --- the tree -------------------------------------------------------------------------------------------

    async def _explore_tree(self, began: float) -> str | None:
        """Run until no branch is open; returns why it stopped before that, if it did."""
        at_once = max(1, self._runner.status().workers)
        running: set[asyncio.Task[None]] = {asyncio.create_task(self._branch(Node((), {}), None))}
        try:
            while running:
                done = await self._first_done(running, began)
                if not done:
                    return "cancelled" if self._stopped.is_set() else "seconds"
                running -= done
                for task in done:
                    task.result()
                if self._must_begin_anew or self._reasons:
                    return None
                self._tell()
                if self._runs >= self._max_runs and self._tree.has_open:
                    return "runs"
                for node, who in self._tree.branches(at_once - len(running)):
                    running.add(asyncio.create_task(self._branch(node, who)))
            return None
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _first_done(self, tasks: set[asyncio.Task[_T]], began: float) -> set[asyncio.Task[_T]]:
        """Those of the tasks that are done first; none when the time is up before, or somebody has stopped it."""
        stopped = asyncio.create_task(self._stopped.wait())
        left = began + self._max_seconds - time.perf_counter()
        try:
            await asyncio.wait({*tasks, stopped}, timeout=max(0.0, left), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
        return set() if left <= 0 or self._stopped.is_set() else {task for task in tasks if task.done()}

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(Progress(self._runs, len(self._tree), len(self._found)))

    async def _branch(self, node: Node, who: int | None) -> None:
        """Run down one branch, and learn from it."""
        asleep = {**node.asleep, **node.begun()} if self._reduced else {}
        prefix = node.prefix if who is None else (*node.prefix, who)
        exploration = Exploration(
            prefix=prefix,
            sleeping=tuple(sorted(asleep.items())),
            trust_sleeps=self._sleeps == "trusted",
            coarse_waits=self._coarse_waits,
            interrupts=tuple(sorted(self._interrupts)),
        )
        job = msgspec.structs.replace(self._job, exploration=exploration)
        recording = await self._runner.run(job, owner=self._owner)
        self._runs += 1
        if len(recording.operations) < len(prefix):
            self._reasons.add("bounds")
        self._learn(recording, asleep)

    def _learn(self, recording: Recording, asleep: dict[int, tuple[str, ...]]) -> None:
        operations = recording.operations
        self._reasons.update(recording.unexplorable)
        if recording.omitted_events:
            self._reasons.add("length")
        if recording.omitted_bytes:
            self._reasons.add("bounds")
        if self._reasons:
            return  # No other order is explored.
        if not self._is_fine_enough(operations):
            self._must_begin_anew = True
            return
        if not recording.redundant:
            self._note(recording)
        self._tree.grow(operations, asleep)
        if self._reduced:
            order = Order(operations, recording.undone)
            for before, others in itertools.chain(order.races(), order.disabled()):
                self._tree.want(operations, before, others)
        else:
            for index, operation in enumerate(operations):
                self._tree.add(recording.choices[:index], frozenset(operation.enabled))

    def _is_fine_enough(self, operations: tuple[Operation, ...]) -> bool:
        """Whether what was looked at is all that matters; if not, it will be."""
        sent = sent_signals(operations)
        needs_fine_waits_now = self._coarse_waits and needs_fine_waits(operations)
        if sent <= self._interrupts and not needs_fine_waits_now:
            return True
        self._interrupts |= sent
        self._coarse_waits = self._coarse_waits and not needs_fine_waits_now
        return False

    def _note(self, recording: Recording) -> None:
        key = (recording.stdout, recording.stderr, recording.ending)
        known = self._found.get(key)
        self._found[key] = Outcome(
            stdout=recording.stdout,
            stderr=recording.stderr,
            ending=recording.ending,
            schedule=known.schedule if known else recording.choices,
            interrupts=tuple(sorted(self._interrupts)),
            runs=known.runs + 1 if known else 1,
        )

    async def _look_at_other_clocks(self, began: float) -> str | None:
        """Find out whether it makes a difference what clocks show, which is time, and no matter of order."""
        found = list(self._found.values())
        for outcome in found[: _CLOCK_CHECKS if _MAY_LOOK.search(self._job.program.source) else 1]:
            job = replay(self._job, outcome, self._sleeps, leaping_clock=True)
            task = asyncio.create_task(self._runner.run(job, owner=self._owner))
            if not await self._first_done({task}, began):
                task.cancel()
                return "cancelled" if self._stopped.is_set() else "seconds"
            recording = task.result()
            self._runs += 1
            inconclusive = recording.redundant or recording.unexplorable
            if not inconclusive and (recording.stdout, recording.stderr, recording.ending) != _key(outcome):
                self._reasons.add("time")
        return None

    # --- sampling -------------------------------------------------------------------------------------------

    async def _sample(self, began: float) -> None:
        """Try many seeds of a program that cannot be explored."""
        explored, self._found = self._found, {}
        seeds = iter(range(1, SAMPLES + 1))

        async def work() -> None:
            for seed in seeds:
                job = msgspec.structs.replace(self._job, seed=seed, clock="virtual", schedule="controlled")
                recording = await self._runner.run(job, owner=self._owner)
                self._runs += 1
                self._note(recording)
                key = (recording.stdout, recording.stderr, recording.ending)
                if self._found[key].seed_replay is None:
                    self._found[key] = msgspec.structs.replace(self._found[key], seed_replay=seed)
                self._tell()

        working = {asyncio.create_task(work()) for _ in range(max(1, self._runner.status().workers))}
        try:
            while working and (done := await self._first_done(working, began)):
                working -= done
                for task in done:
                    task.result()
        finally:
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)
        self._found = self._found or explored


def _key(outcome: Outcome) -> tuple[str, str, Ending]:
    return outcome.stdout, outcome.stderr, outcome.ending


def replay(job: Job, outcome: Outcome, sleeps: Sleeps, *, leaping_clock: bool = False) -> Job:
    """The job that makes the program have that outcome again, for its Recording."""
    if outcome.seed_replay is not None:
        return msgspec.structs.replace(job, seed=outcome.seed_replay, clock="virtual", schedule="controlled")
    exploration = Exploration(
        prefix=outcome.schedule,
        trust_sleeps=sleeps == "trusted",
        coarse_waits=False,
        interrupts=outcome.interrupts,
        snapshots=not leaping_clock,
        leaping_clock=leaping_clock,
    )
    return msgspec.structs.replace(job, exploration=exploration)
