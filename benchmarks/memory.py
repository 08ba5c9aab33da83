"""How much memory an idle worker holds, and how much a run adds.

    python -m benchmarks.memory

Proportional set size (``Pss`` in `proc_pid_smaps(5)`): a page that three processes share counts a third for each,
so that the sum over processes is what they really take.
"""

from __future__ import annotations

import asyncio
import contextlib

import psutil
from rich.table import Table

from benchmarks.measure import show
from demos.recording import Job, Program
from demos.runner import Runner

WAITING = """\
import os, time

if os.fork() == 0:
    time.sleep(3)
    os._exit(0)
os.wait()
"""
RUNS = 4
MIB = 1024 * 1024


def held() -> float:
    """MiB of all processes under this one."""
    total = 0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss
    return total / MIB


async def measure() -> dict[str, float]:
    """MiB by what holds it."""
    job = Job(Program("waiting.py", WAITING), clock="real")
    async with Runner(workers=1) as runner:
        await runner.run(Job(Program("nothing.py", "")))
        idle = held()
    async with Runner(workers=RUNS) as runner:
        await asyncio.gather(*(runner.run(Job(Program("nothing.py", ""))) for _ in range(RUNS)))
        before = held()
        tasks = [asyncio.create_task(runner.run(job)) for _ in range(RUNS)]
        await asyncio.sleep(1.5)
        during = held()
        await asyncio.gather(*tasks)
    return {"an idle worker": idle, "a run, while its two processes wait": (during - before) / RUNS}


def main() -> None:
    table = Table(title="Memory", title_justify="left")
    table.add_column("")
    table.add_column("MiB (PSS)", justify="right")
    for name, mebibytes in asyncio.run(measure()).items():
        table.add_row(name, f"{mebibytes:.1f}")
    show(table)


if __name__ == "__main__":
    main()
