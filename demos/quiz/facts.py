"""What is true of a program: everything that a complete exploration has seen of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Facts:
    """All that can be seen of a program, each with a schedule that makes it happen."""

    witnesses: Mapping[Seen, tuple[int, ...]]


async def explore(program: Program, runner: Runner) -> Facts | None:
    """Every way in which the program can go; None where that cannot be listed.

    The runs come one after the other, so that the same are made on every machine, whatever the number of workers.

    Raises:
        RunError: the engine failed, or is too slow.
    """
    watched = _Watched(runner)
    explorer = Explorer(cast(Runner, watched), Job(program), max_runs=MOST_RUNS, max_seconds=MOST_SECONDS)
    outcomes = await explorer.explore()
    if outcomes.reason == "seconds":
        raise TooSlow(f"{outcomes.runs} runs took {outcomes.seconds} s")
    shown = {(seen.stdout, seen.ending) for seen in watched.witnesses}
    found = {(outcome.stdout, ending(outcome.ending)) for outcome in outcomes.outcomes}
    return Facts(watched.witnesses) if outcomes.complete and shown == found else None


def replayed(program: Program, schedule: tuple[int, ...]) -> Job:
    """The job that runs the program on that schedule, for its Recording."""
    ended = Ending(kind="exited", code=0)
    return replay(Job(program), Outcome(stdout="", stderr="", ending=ended, schedule=schedule), "ignored")


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
    """A runner of one worker that remembers what it has seen."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self.witnesses: dict[Seen, tuple[int, ...]] = {}

    def status(self) -> RunnerStatus:
        return dataclasses.replace(self._runner.status(), workers=1)

    async def run(self, job: Job, *, owner: Hashable = None) -> Recording:
        recording = await self._runner.run(job, owner=owner)
        if not recording.redundant:
            self.witnesses.setdefault(_seen(recording), recording.choices)
        return recording


def _seen(recording: Recording) -> Seen:
    written = [event for event in recording.events if isinstance(event, Write) and event.stream == "stdout"]
    return Seen(
        stdout=recording.stdout,
        ending=ending(recording.ending),
        first="".join(event.text for event in written if event.pid == FIRST),
        processes=1 + sum(isinstance(event, Fork) for event in recording.events),
    )
