"""Runs what a trial needs: the program once, all its outcomes, and many runs of it."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

import msgspec

from cogs.lab.data import Result, Samples, Seen, Subject, Task
from cogs.lab.misconceptions import expected, processes
from cogs.outcomes.exploring import RUNS, SECONDS, bounded
from demos.findings import Search
from demos.recording import Job, Recording
from demos.runner import Runner

FEW_RUNS, FEW_SECONDS = 400, 4.0
"""How much is explored where the number of outcomes was not asked for."""

MOST_OUTCOMES, MOST_CHARACTERS = 100, 200_000
"""How many of them are kept, and how much output in all."""

MANY = 100
"""How many runs a histogram counts."""

NATURAL_SECONDS = 0.3
"""A program may run so long to be run many times in real time."""


async def run(runner: Runner, subject: Subject, task: Task, owner: Hashable) -> tuple[Recording, Result]:
    """The recording of a trial, and what came out.

    Raises:
        RunError: the engine failed.
    """
    recording = await runner.run(task.job, owner=owner)
    asked = "outcomes" in subject.asks
    search = Search(
        runner,
        bounded(task.job),
        recording,
        max_runs=RUNS if asked else FEW_RUNS,
        max_seconds=SECONDS if asked else FEW_SECONDS,
        sleeps="ignored",
        owner=owner,
    )
    found = (await search.findings()).outcomes
    seen = Seen(recording.stdout, recording.stderr, recording.ending)
    known = dict.fromkeys(Seen(outcome.stdout, outcome.stderr, outcome.ending) for outcome in found.outcomes)
    complete = found.complete and seen in known
    outcomes = tuple(dict.fromkeys([seen, *known]))
    result = Result(
        seen=seen,
        processes=processes(recording),
        outcomes=tuple(_kept(outcomes)),
        total=len(outcomes),
        complete=complete,
        beliefs=expected(recording),
    )
    return recording, result


def _kept(outcomes: Iterable[Seen]) -> Iterator[Seen]:
    room = MOST_CHARACTERS
    for seen in itertools.islice(outcomes, MOST_OUTCOMES):
        room -= len(seen.stdout) + len(seen.stderr)
        if room < 0:
            return
        yield seen


async def many(runner: Runner, job: Job, *, natural: bool, owner: Hashable) -> Samples:
    """What comes out of many runs: of the seeds 1, 2, ... or as the kernel chooses.

    Raises:
        RunError: the engine failed.
    """
    counts: Counter[Seen] = Counter()
    jobs = _jobs(job, natural)

    async def work() -> None:
        for one in jobs:
            recording = await runner.run(one, owner=owner)
            counts[Seen(recording.stdout, recording.stderr, recording.ending)] += 1

    working = [asyncio.create_task(work()) for _ in range(max(1, runner.status().workers))]
    try:
        await asyncio.gather(*working)
    finally:
        for task in working:
            task.cancel()
    return Samples(natural=natural, counts=tuple(counts.most_common()))


def _jobs(job: Job, natural: bool) -> Iterator[Job]:
    for seed in range(1, MANY + 1):
        if natural:
            yield msgspec.structs.replace(job, schedule="natural", clock="real", choices=())
        else:
            yield msgspec.structs.replace(job, schedule="controlled", clock="virtual", seed=seed, choices=())
