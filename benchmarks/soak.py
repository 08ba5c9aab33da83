"""Very many runs, a tenth of them hostile, workers killed in between: is every request answered, is anything left?

    python -m benchmarks.soak [--runs 10000] [--workers 1] [--kills 0.01] [--seed 1]

A harmless run must be recorded as ever. A hostile one (`tests/hostile`) must end as its header says. Only a run
whose worker was killed may fail, and only so. Before and after, with no run under way, what there is gets counted.
Prints two tables, and exits with 1 when a request was not answered as it must be, or something has grown.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import gc
import os
import random
import signal
import sys
import time
from collections import Counter

import msgspec
import psutil
from rich.table import Table

from benchmarks.measure import console, percentile, show
from demos import cgroups
from demos.errors import WorkerFailed
from demos.recording import Job, Program, Recording
from demos.runner import Runner
from tests.demos.worker.conftest import ORDERS
from tests.hostile.cases import Case, load
from tests.hostile.remains import look

HOSTILE_SHARE = 0.1
AT_ONCE = 4
MOST_WARM_UP_RUNS = 100
MIB = 1024 * 1024

HARMLESS = Job(
    Program(
        "harmless.py",
        """\
import os, time
for number in range(3):
    if os.fork() == 0:
        time.sleep(number)
        os._exit(number)
print([os.wait() for _ in range(3)], os.listdir(), time.monotonic())
""",
    )
)

_ANSWER_SECONDS = 120.0
_KILL_SECONDS = 10.0  # For so long after a kill, a run may find its worker dead.
_MEMORY_MAY_GROW = 1.25  # Caches fill, and heaps do not shrink.


@dataclasses.dataclass(frozen=True)
class Held:
    """What this process and its workers hold while no run is under way; memory in MiB."""

    processes: int
    descriptors: int
    mounts: int
    files: int
    control_groups: int
    own_memory: float
    workers_memory: float

    def leaks(self, later: Held) -> list[str]:
        """The names of what has grown."""
        return [
            name
            for name, before in dataclasses.asdict(self).items()
            if getattr(later, name) > before * (_MEMORY_MAY_GROW if name.endswith("memory") else 1)
        ]


def held() -> Held:
    """What is there now; waits until the workers are at rest."""
    gc.collect()
    own = psutil.Process()
    found = look(own.children())
    below = own.children(recursive=True)
    return Held(
        processes=len(below),
        descriptors=own.num_fds() + sum(found.descriptors),
        mounts=sum(found.mounts),
        files=len(found.files),
        control_groups=_control_groups(),
        own_memory=own.memory_full_info().uss / MIB,
        workers_memory=sum(process.memory_full_info().pss for process in below) / MIB,
    )


def _control_groups() -> int:
    """How many of this process's are there, in use or not."""
    probe = cgroups.make()
    if probe is None:
        return 0
    probe.folder.rmdir()
    return len(list(probe.folder.parent.glob(f"{cgroups.PREFIX}{os.getpid()}-*")))


class Soak:
    """Makes the requests, one after the other from each of a few askers, and judges the answers."""

    def __init__(self, runner: Runner, runs: int, kills: float, seed: int) -> None:
        self._runner = runner
        self._kill_share = kills
        self._left = runs
        self._random = random.Random(seed)
        self._cases = load()
        self._harmless: Recording | None = None
        self._killed_at = -_KILL_SECONDS
        self.kills = 0
        self.answers: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.waits: list[float] = []

    async def warm_up(self) -> None:
        """Let caches fill, and see what a harmless run is recorded as."""
        self._harmless = _steady(await self._runner.run(HARMLESS))
        for _ in range(min(MOST_WARM_UP_RUNS, self._left // 2)):
            await self._runner.run(HARMLESS)

    async def run(self) -> None:
        """Make all requests."""
        await asyncio.gather(*(self._ask() for _ in range(AT_ONCE)))

    async def _ask(self) -> None:
        while self._left > 0:
            self._left -= 1
            if self._random.random() < self._kill_share:
                self._kill()
            case = self._random.choice(self._cases) if self._random.random() < HOSTILE_SHARE else None
            order = self._random.choice(case.orders) if case else ""
            kind = "hostile" if case else "harmless"
            began = time.monotonic()
            try:
                await asyncio.wait_for(self._request(case, order), _ANSWER_SECONDS)
            except WorkerFailed as error:
                if began - self._killed_at > _KILL_SECONDS:
                    self.wrong.append(f"{kind} {case.name if case else ''}: {error}, and nobody killed it")
                self.answers[f"{kind}: its worker was killed"] += 1
            except Exception as error:
                self.wrong.append(f"{kind} {case.name if case else ''} {order}: {error!r}")
                self.answers[f"{kind}: wrong"] += 1
            else:
                self.answers[f"{kind}: as it must be"] += 1
            if case is None:
                self.waits.append(time.monotonic() - began)

    async def _request(self, case: Case | None, order: str) -> None:
        if case is None:
            recording = await self._runner.run(HARMLESS, owner="harmless")
            assert _steady(recording) == self._harmless, f"another recording: {recording}"  # noqa: S101
        else:
            job = Job(case.program, stdin=case.stdin, limits=case.limits, **ORDERS[order])
            case.check(await self._runner.run(job, owner="hostile"))

    def _kill(self) -> None:
        workers = psutil.Process().children()
        if workers:
            os.kill(self._random.choice(workers).pid, signal.SIGKILL)
            self._killed_at = time.monotonic()
            self.kills += 1


def _steady(recording: Recording) -> Recording:
    return msgspec.structs.replace(recording, wall_seconds=0.0)


async def measure(runs: int, workers: int, kills: float, seed: int) -> tuple[Soak, Held, Held, int]:
    """The soak, what was held before and after it, and how many control groups are left in the very end."""
    async with Runner(workers=workers) as runner:
        soak = Soak(runner, runs, kills, seed)
        await soak.warm_up()
        before = held()
        await soak.run()
        await asyncio.gather(*(runner.run(HARMLESS) for _ in range(4 * workers)), return_exceptions=True)
        after = held()
    return soak, before, after, _control_groups() + len(psutil.Process().children(recursive=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kills", type=float, default=0.01, help="how many workers are killed for each run")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    soak, before, after, left = asyncio.run(measure(asked.runs, asked.workers, asked.kills, asked.seed))
    minutes = (time.monotonic() - began) / 60

    answers = Table("answer", title=f"{asked.runs} runs in {minutes:.1f} minutes, {soak.kills} workers killed")
    answers.add_column("runs", justify="right")
    for answer, number in sorted(soak.answers.items()):
        answers.add_row(answer, str(number))
    console.print(answers)
    waits = [f"{percentile(soak.waits, percent) * 1e3:.0f} ms ({percent}%)" for percent in (50, 99)]
    console.print(f"A harmless run was answered after {' and '.join(waits)}.\n")
    table = Table("held", "before", "after", title="While no run is under way")
    for name, value in dataclasses.asdict(before).items():
        table.add_row(name.replace("_", " "), f"{value:.4g}", f"{getattr(after, name):.4g}")
    table.add_row("left when the runner is closed", "", str(left))
    show(table)

    wrong = [*soak.wrong, *(f"grown: {name}" for name in before.leaks(after))]
    wrong += [f"answered: {sum(soak.answers.values())} of {asked.runs}"] * (
        sum(soak.answers.values()) != asked.runs
    )
    wrong += [f"left at the end: {left}"] * bool(left)
    for what in wrong:
        console.print(f"WRONG: {what}", style="red", highlight=False)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
