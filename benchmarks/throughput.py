"""Many requests at once: runs a second, and how long each request waits for its result.

    python -m benchmarks.throughput [ROUNDS]

In each round 64 requests come at the same moment, first to Forklore and then to the bare interpreter, or the other
way round. The bare interpreter is started once for each request, as many at a time as there are cores.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.table import Table

from benchmarks.measure import BARE, FORK_AND_WAIT, bare_command, percentile, show
from demos.recording import Job, Program
from demos.runner import Runner

REQUESTS = 64
FORKLORE = "Forklore"


async def burst(run: Callable[[], Awaitable[object]]) -> tuple[float, list[float]]:
    """Seconds until all requests are answered, and the wait of each."""
    start = time.perf_counter()

    async def request() -> float:
        await run()
        return time.perf_counter() - start

    waits = await asyncio.gather(*(request() for _ in range(REQUESTS)))
    return time.perf_counter() - start, waits


async def measure(rounds: int) -> dict[str, tuple[list[float], list[float]]]:
    """By contestant: runs a second in each round, and the waits of all requests."""
    job = Job(Program("fork_and_wait.py", FORK_AND_WAIT))
    cores = asyncio.Semaphore(len(os.sched_getaffinity(0)))
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / job.program.name
        program.write_text(job.program.source)
        command = bare_command(program)

        async def bare() -> None:
            async with cores:
                process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
                await process.communicate()

        async with Runner() as runner:
            contestants: dict[str, Callable[[], Awaitable[object]]] = {
                FORKLORE: lambda: runner.run(job),
                BARE: bare,
            }
            results: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in contestants}
            await asyncio.gather(*(runner.run(job) for _ in range(4)))
            for number in range(rounds):
                for name in sorted(contestants, reverse=bool(number % 2)):
                    seconds, waits = await burst(contestants[name])
                    results[name][0].append(REQUESTS / seconds)
                    results[name][1].extend(waits)
    return results


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    results = asyncio.run(measure(rounds))
    table = Table(title=f"{REQUESTS} requests at once, {rounds} rounds", title_justify="left")
    for heading in ("", "runs/s", "ratio", "median wait ms", "p99 wait ms"):
        table.add_column(heading, justify="right" if heading else "left")
    unit = statistics.median(results[BARE][0])
    for name, (rates, waits) in results.items():
        rate = statistics.median(rates)
        table.add_row(
            name,
            f"{rate:.0f}",
            f"{rate / unit:.2f}",
            f"{statistics.median(waits) * 1e3:.0f}",
            f"{percentile(waits, 99) * 1e3:.0f}",
        )
    show(table)


if __name__ == "__main__":
    main()
