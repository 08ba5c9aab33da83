"""What is true of a program: everything that a complete exploration has seen of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable
from typing import cast

from demos.outcomes import Explorer, Outcome, replay
from demos.quiz.world import HANG, Seen
from demos.recording import FIRST, Ending, Fork, Job, Program, Recording, Write
from demos.runner import RunError, Runner, RunnerStatus

MOST_RUNS = 150
"""A program that takes more runs to explore is none for a quiz. It is the same number on every machine."""

MOST_SECONDS = 120.0
"""How long an exploration may take on a machine that is very busy, before it is given up."""


class TooSlow(RunError):
    """This machine is too busy to explore a small program."""


async def explore(program: Program, runner: Runner, owner: Hashable = None) -> frozenset[Seen] | None:
    """Every way in which the program can go; None where that cannot be listed.

    The runs come one after the other, so that the same are made on every machine, whatever the number of workers.
    `owner`: whose runs they are in the runner's fair queue.

    Raises:
        RunError: the engine failed, or is too slow.
    """
    watched = _Watched(runner)
    outcomes = await _explorer(program, watched, owner).explore()
    if outcomes.reason == "seconds":
        raise TooSlow(f"{outcomes.runs} runs took {outcomes.seconds} s")
    shown = {(seen.stdout, seen.ending) for seen in watched.schedules}
    found = {(outcome.stdout, ending(outcome.ending)) for outcome in outcomes.outcomes}
    return frozenset(watched.schedules) if outcomes.complete and shown == found else None


async def witness(
    program: Program, wanted: Callable[[Seen], bool], runner: Runner, owner: Hashable = None
) -> Recording | None:
    """The recording of a run in which that can be seen; None when an exploration finds none.

    Raises:
        RunError: the engine failed.
    """
    watched = _Watched(runner)
    explorer = _explorer(program, watched, owner)
    watched.heard = lambda seen: explorer.stop() if wanted(seen) else None
    await explorer.explore()
    schedule = next((schedule for seen, schedule in watched.schedules.items() if wanted(seen)), None)
    if schedule is None:
        return None
    how = Outcome(stdout="", stderr="", ending=Ending(kind="exited"), schedule=schedule)
    return await runner.run(replay(Job(program), how, "ignored"), owner=owner)


def _explorer(program: Program, watched: _Watched, owner: Hashable) -> Explorer:
    runner = cast(Runner, watched)
    return Explorer(runner, Job(program), max_runs=MOST_RUNS, max_seconds=MOST_SECONDS, owner=owner)


def ending(ended: Ending) -> str:
    """How a first process ended, as in a `Seen`."""
    match ended.kind:
        case "exited":
            return f"exit {ended.code}"
        case "signaled":
            return f"signal {ended.signal}"
        case "deadlock":
            return HANG
        case bound:
            return bound


class _Watched:
    """A runner of one worker that remembers what could be seen, and the schedule that first led to it."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self.schedules: dict[Seen, tuple[int, ...]] = {}
        self.heard: Callable[[Seen], None] = lambda seen: None

    def status(self) -> RunnerStatus:
        return dataclasses.replace(self._runner.status(), workers=1)

    async def run(self, job: Job, *, owner: Hashable = None) -> Recording:
        recording = await self._runner.run(job, owner=owner)
        if not recording.redundant:
            seen = _seen(recording)
            self.schedules.setdefault(seen, recording.choices)
            self.heard(seen)
        return recording


def _seen(recording: Recording) -> Seen:
    written = [event for event in recording.events if isinstance(event, Write) and event.stream == "stdout"]
    return Seen(
        stdout=recording.stdout,
        ending=ending(recording.ending),
        first="".join(event.text for event in written if event.pid == FIRST),
        processes=1 + sum(isinstance(event, Fork) for event in recording.events),
    )
