"""Every possible outcome of a program: run again and again, each time down another order, until none is left.

The program is never modelled. Each run is a real one, controlled from one visible operation to the next; it tells
what each operation touched (`demos.recording.Operation`). From that follows which other orders can matter, and only
those are run: dynamic partial-order reduction with sleep sets (Flanagan and Godefroid 2005; Abdulla, Aronis,
Jonsson and Sagonas 2014). ``docs/outcomes.md`` explains it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from demos.recording import Ending, Exploration, Job, Operation, Recording
from demos.runner import Runner
from demos.worker.accesses import conflict, race

RUNS, SECONDS = 5000, 60.0
"""How much an exploration does at the most, if not told otherwise."""

SAMPLES = 200
"""How many orders are tried of a program that cannot be explored."""

Sleeps = Literal["ignored", "trusted"]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a program can print and how it can end. `schedule` makes it do so (`replay`); `runs` ended so."""

    stdout: str
    stderr: str
    ending: Ending
    schedule: tuple[int, ...]
    runs: int = 1
    seed_replay: int | None = None


class Outcomes(msgspec.Struct, frozen=True, kw_only=True):
    """The outcomes that were found, by stdout. `complete`: there is no other, whatever the scheduling.

    `reason` says why it is not complete. `runs` counts executions, with those that were broken off as redundant;
    `states` the different moments at which somebody's next step was chosen.
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


@dataclass(eq=False, slots=True)
class _Node:
    """A moment of choice: what was tried there, and what is still to be tried.

    `wanted` are the choices to explore, `taken` those that were begun, with what their first operation touched as
    soon as that is known; `asleep` those that another branch covers.
    """

    prefix: tuple[int, ...]
    asleep: dict[int, tuple[str, ...]]
    wanted: set[int] = field(default_factory=set)
    taken: dict[int, tuple[str, ...] | None] = field(default_factory=dict)

    def next_choice(self) -> int | None:
        """A choice that is wanted, not yet begun, and not covered elsewhere."""
        return min((who for who in self.wanted if who not in self.taken and who not in self.asleep), default=None)


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
        self._job = job
        self._sleeps: Sleeps = sleeps
        self._max_runs = max_runs
        self._max_seconds = max_seconds
        self._reduced = reduced
        self._progress = progress
        self._owner = self if owner is None else owner
        self._stopped = asyncio.Event()
        self._reset(coarse_waits=reduced)
        self._runs = 0

    def _reset(self, *, coarse_waits: bool) -> None:
        self._coarse_waits = coarse_waits
        self._nodes: dict[tuple[int, ...], _Node] = {}
        self._open: set[tuple[int, ...]] = set()
        self._found: dict[tuple[str, str, Ending], Outcome] = {}
        self._reasons: set[str] = set()
        self._must_be_fine = False

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
        if self._must_be_fine:
            self._reset(coarse_waits=False)
            reason = await self._explore_tree(began)
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
            states=len(self._nodes),
            seconds=round(time.perf_counter() - began, 3),
            sleeps=self._sleeps,
            outcomes=tuple(outcomes),
        )

    # --- the tree -------------------------------------------------------------------------------------------

    async def _explore_tree(self, began: float) -> str | None:
        """Run until no branch is open; returns why it stopped before that, if it did."""
        at_once = max(1, self._runner.status().workers)
        running: set[asyncio.Task[None]] = {asyncio.create_task(self._branch(_Node((), {}), None))}
        try:
            while running:
                done = await self._first_done(running, began)
                if not done:
                    return "cancelled" if self._stopped.is_set() else "seconds"
                running -= done
                for task in done:
                    task.result()
                if self._must_be_fine or self._reasons:
                    return None
                self._tell()
                if self._runs >= self._max_runs and self._open:
                    return "runs"
                for node, who in self._branches(at_once - len(running)):
                    running.add(asyncio.create_task(self._branch(node, who)))
            return None
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _first_done(self, tasks: set[asyncio.Task[None]], began: float) -> set[asyncio.Task[None]]:
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
            self._progress(Progress(self._runs, len(self._nodes), len(self._found)))

    def _branches(self, count: int) -> Iterator[tuple[_Node, int]]:
        """Up to `count` branches to explore next, the deepest first; they are marked as begun."""
        for prefix in sorted(self._open, key=len, reverse=True):
            node = self._nodes[prefix]
            while count > 0 and (who := node.next_choice()) is not None:
                # A sleeping sibling must be known by what it touches: begun ones whose run is not back yet are not.
                if any(touched is None for touched in node.taken.values()):
                    break
                node.taken[who] = None
                count -= 1
                yield node, who
            if node.next_choice() is None:
                self._open.discard(prefix)
            if count <= 0:
                return

    async def _branch(self, node: _Node, who: int | None) -> None:
        """Run down one branch, and learn from it."""
        asleep = dict(node.asleep)
        asleep.update(
            {other: touched for other, touched in node.taken.items() if touched is not None and other != who}
        )
        prefix = node.prefix if who is None else (*node.prefix, who)
        exploration = Exploration(
            prefix=prefix,
            sleeping=tuple(sorted(asleep.items())) if self._reduced else (),
            trust_sleeps=self._sleeps == "trusted",
            coarse_waits=self._coarse_waits,
        )
        job = msgspec.structs.replace(self._job, exploration=exploration)
        recording = await self._runner.run(job, owner=self._owner)
        self._runs += 1
        self._learn(recording, asleep)

    def _learn(self, recording: Recording, asleep: dict[int, tuple[str, ...]]) -> None:
        operations = recording.operations
        self._reasons.update(recording.unexplorable)
        if recording.omitted_events:
            self._reasons.add("length")
        if self._reasons:
            return  # No other order is explored.
        if self._coarse_waits and _needs_fine_waits(operations):
            self._must_be_fine = True
            return
        if not recording.redundant:
            self._note(recording)
        self._grow(operations, asleep)
        if self._reduced:
            for before, other in _races(operations):
                self._want(operations, before, other)
        else:
            for index, operation in enumerate(operations):
                self._add(recording.choices[:index], set(operation.enabled))

    def _note(self, recording: Recording) -> None:
        key = (recording.stdout, recording.stderr, recording.ending)
        known = self._found.get(key)
        self._found[key] = Outcome(
            stdout=recording.stdout,
            stderr=recording.stderr,
            ending=recording.ending,
            schedule=known.schedule if known else recording.choices,
            runs=known.runs + 1 if known else 1,
        )

    def _grow(self, operations: tuple[Operation, ...], asleep: dict[int, tuple[str, ...]]) -> None:
        """Enter the moments of a run that are new, and what the choices at them touch."""
        prefix: tuple[int, ...] = ()
        inherited: dict[int, tuple[str, ...]] = {}
        known = True
        for operation in operations:
            node = self._nodes.get(prefix)
            if node is None:
                if known:
                    inherited, known = dict(asleep), False
                    # What slept at the branching moment slept on through the branch's own first operation.
                    last = operations[len(prefix) - 1] if prefix else None
                    if last is not None:
                        inherited = {w: t for w, t in inherited.items() if not conflict(t, last.accesses)}
                node = self._nodes[prefix] = _Node(prefix, inherited, {operation.who})
            node.taken[operation.who] = operation.accesses
            if node.next_choice() is not None:
                self._open.add(prefix)
            inherited = {w: t for w, t in inherited.items() if not conflict(t, operation.accesses)}
            prefix = (*prefix, operation.who)

    def _want(self, operations: tuple[Operation, ...], before: int, initials: set[int]) -> None:
        """At the moment before operation `before`, somebody of `initials` must have had the turn."""
        prefix = tuple(operation.who for operation in operations[:before])
        node = self._nodes[prefix]
        candidates = initials & set(operations[before].enabled)
        if candidates and not candidates & (node.wanted | node.asleep.keys()):
            self._add(prefix, {min(candidates)})

    def _add(self, prefix: Iterable[int], wanted: set[int]) -> None:
        node = self._nodes[tuple(prefix)]
        node.wanted |= wanted
        if node.next_choice() is not None:
            self._open.add(node.prefix)

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


def replay(job: Job, outcome: Outcome, sleeps: Sleeps) -> Job:
    """The job that makes the program have that outcome again, for its Recording."""
    if outcome.seed_replay is not None:
        return msgspec.structs.replace(job, seed=outcome.seed_replay, clock="virtual", schedule="controlled")
    exploration = Exploration(
        prefix=outcome.schedule, trust_sleeps=sleeps == "trusted", coarse_waits=False, snapshots=True
    )
    return msgspec.structs.replace(job, exploration=exploration)


# --- what a run teaches -------------------------------------------------------------------------------------


def _races(operations: tuple[Operation, ...]) -> Iterator[tuple[int, set[int]]]:
    """The pairs of operations that could have come in the other order, with another result.

    Yields the index of the earlier one and those who could have begun an order in which the later one comes first
    (the source set's initials). `past[k]` holds the operations that must come before k: of its own process, or
    touching the same.
    """
    past: list[set[int]] = []
    latest_own: dict[int, int] = {}
    for later, operation in enumerate(operations):
        own = latest_own.get(operation.who)
        before: set[int] = set() if own is None else past[own] | {own}
        conflicting = [
            earlier
            for earlier in range(later)
            if operations[earlier].who != operation.who
            and conflict(operations[earlier].accesses, operation.accesses)
        ]
        through_others = set(before)
        for earlier in reversed(conflicting):
            if earlier not in through_others:
                if race(operations[earlier].accesses, operation.accesses):
                    yield earlier, _initials(operations, past, earlier, later)
                through_others |= past[earlier] | {earlier}
        past.append(through_others)
        latest_own[operation.who] = later


def _initials(operations: tuple[Operation, ...], past: list[set[int]], earlier: int, later: int) -> set[int]:
    """Who could go first at the moment of `earlier`, for `later` to come before it.

    Of the operations in between only those matter that need not come after `earlier`; the first of any process
    among them, or `later` itself, that needs none of the others before it.
    """
    free = [k for k in range(earlier + 1, later) if earlier not in past[k]]
    initials: set[int] = set()
    seen: set[int] = set()
    for k in free:
        if not past[k] & seen:
            initials.add(operations[k].who)
        seen.add(k)
    who = operations[later].who
    own_before = {k for k in free if operations[k].who == who}
    needs = {k for k in free if conflict(operations[k].accesses, operations[later].accesses)}
    if not own_before and not needs:
        initials.add(who)
    return initials


def _needs_fine_waits(operations: tuple[Operation, ...]) -> bool:
    """Whether somebody could tell which child a wait reaped whose result was dropped."""
    coarse: set[int] = set()
    particular: set[int] = set()
    for operation in operations:
        for access in operation.accesses:
            mode, _, what = access.partition(" ")
            kind, _, pid = what.partition(" ")
            if kind == "children" and int(pid) == operation.who:
                (coarse if mode == "c" else particular).add(operation.who)
        touched = {access.partition(" ")[2] for access in operation.accesses}
        if not any(what.startswith("children ") for what in touched) and any(
            what.startswith(("child ", "end ")) and what.split()[1] != str(operation.who) for what in touched
        ):
            particular.add(operation.who)
    signalled = any(access.startswith("r life") for operation in operations for access in operation.accesses)
    return bool(coarse and (particular or signalled))
