"""What isolation and tracing cost: a program that forks and waits, run by Forklore and by others.

    python -m benchmarks.overhead [ROUNDS]

Each round runs every contestant once, in a random order, so that whatever else the machine does hits all alike. The
bare interpreter isolates and sees nothing, bubblewrap isolates, ``strace -f`` sees; Forklore does both, and makes a
Recording. Where bubblewrap or strace is not installed, its row is missing.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import BARE, FORK_AND_WAIT, bare_command, report
from demos.recording import Job, Program
from demos.runner import Runner

FORKLORE = "Forklore: isolated and traced"


def commands(program: Path) -> dict[str, list[str]]:
    """The command line of each contestant that starts an interpreter of its own."""
    bare = bare_command(program)
    isolate = [
        "bwrap",
        "--unshare-all",
        "--die-with-parent",
        "--ro-bind",
        "/",
        "/",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
    ]
    every = {
        BARE: bare,
        "bubblewrap: isolated": [*isolate, "--", *bare],
        "strace -f: traced": ["strace", "-f", "-o", "/dev/null", *bare],
    }
    return {name: command for name, command in every.items() if shutil.which(command[0])}


async def measure(rounds: int) -> dict[str, list[float]]:
    """Seconds of each run, by contestant."""
    job = Job(Program("fork_and_wait.py", FORK_AND_WAIT))
    shuffle = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / job.program.name
        program.write_text(job.program.source)
        others = commands(program)
        seconds: dict[str, list[float]] = {name: [] for name in (FORKLORE, *others)}
        async with Runner(workers=1) as runner:
            for command in others.values():
                subprocess.run(command, check=True, capture_output=True)
            await runner.run(job)
            for _ in range(rounds):
                order = list(seconds)
                shuffle.shuffle(order)
                for name in order:
                    start = time.perf_counter()
                    if name == FORKLORE:
                        await runner.run(job)
                    else:
                        subprocess.run(others[name], check=True, capture_output=True)
                    seconds[name].append(time.perf_counter() - start)
    return seconds


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seconds = asyncio.run(measure(rounds))
    report(f"fork and wait, {rounds} rounds", seconds, BARE)


if __name__ == "__main__":
    main()
