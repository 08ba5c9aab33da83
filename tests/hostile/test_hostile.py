"""Every hostile program is contained, its ending told truthfully, and nothing of it left; others notice nothing.

Each runs in a real Runner of two workers, beside the same harmless program again and again, which must be recorded
the same as ever before, meanwhile and afterwards.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import msgspec
import psutil
import pytest
import pytest_asyncio

from demos import recording as r
from demos.runner import Runner
from tests.demos.worker.conftest import ORDERS
from tests.demos.worker.invariants import check
from tests.hostile.cases import Case, load
from tests.hostile.remains import Remains, look, look_again

CASES = load()
FEWEST = 85
MEANWHILE_SECONDS = 0.3

HARMLESS = r.Job(
    r.Program(
        "harmless.py",
        """\
import os, resource, signal, sys, threading, time
print(os.listdir(), os.listdir('/proc/self/fd'), os.getpid(), os.getppid(), os.getpgrp(), sys.argv, flush=True)
print(resource.getrlimit(resource.RLIMIT_NOFILE), signal.getsignal(signal.SIGTERM), sorted(os.environ), os.getcwd())
print(threading.active_count(), sys.stdin.read(), os.umask(0o22), os.get_blocking(1), open('/proc/1/comm').read())
ends = [os.pipe() for _ in range(8)]
if os.fork() == 0:
    time.sleep(2)
    os.write(ends[0][1], b'done')
    os._exit(7)
print(os.read(ends[0][0], 9), os.wait(), time.monotonic())
""",
    ),
    stdin="a question",
)


@dataclass
class Bench:
    """A runner, which processes there were before it, its workers when new, and its first harmless recording."""

    runner: Runner
    others: set[psutil.Process]
    at_rest: Remains
    harmless: r.Recording

    @property
    def workers(self) -> set[psutil.Process]:
        return set(psutil.Process().children()) - self.others

    async def run_harmless(self) -> None:
        recording = await self.runner.run(HARMLESS, owner="harmless")
        assert msgspec.structs.replace(recording, wall_seconds=0.0) == self.harmless


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    others = set(psutil.Process().children())
    async with Runner(workers=2) as runner:
        at_rest = look(set(psutil.Process().children()) - others)
        first = await runner.run(HARMLESS)
        assert first.ending == r.Ending(kind="exited", code=0), first.stderr
        yield Bench(runner, others, at_rest, msgspec.structs.replace(first, wall_seconds=0.0))


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("case", "order"),
    [pytest.param(case, order, id=f"{case.name}-{order}") for case in CASES for order in case.orders],
)
async def test_hostile(case: Case, order: str, bench: Bench) -> None:
    job = r.Job(case.program, stdin=case.stdin, limits=case.limits, **ORDERS[order])
    hostile = asyncio.ensure_future(bench.runner.run(job, owner="hostile"))
    await bench.run_harmless()
    while not hostile.done():
        await bench.run_harmless()
        await asyncio.wait({hostile}, timeout=MEANWHILE_SECONDS)
    recording = await hostile

    case.check(recording)
    check(recording)
    await asyncio.gather(bench.run_harmless(), bench.run_harmless())  # On both workers.
    assert look_again(bench.workers, bench.at_rest) == bench.at_rest


def test_there_are_enough() -> None:
    assert len(CASES) >= FEWEST


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_program_that_is_not_run_is_noticed(case: Case) -> None:
    """A mistake in a program must not pass for its being contained."""
    broken = r.Ending(kind="exited", code=1)
    recording = r.Recording(
        program=case.program,
        ending=broken,
        stdout="",
        stderr="",
        events=(),
        snapshots=(),
        seconds=0.0,
        wall_seconds=0.0,
    )
    with pytest.raises(AssertionError):
        case.check(recording)
