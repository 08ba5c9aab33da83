"""What the benchmarks share: the machine's name, the program that is run, and the table of results."""

from __future__ import annotations

import math
import os
import platform
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

console = Console()

FORK_AND_WAIT = """\
import os

pid = os.fork()
if pid == 0:
    os._exit(7)
os.waitpid(pid, 0)
print("child", pid, "is reaped")
"""


BARE = "bare python3 -I -S"


def bare_command(program: Path) -> list[str]:
    """Runs the program and nothing else: no site packages, no environment, and the interpreter itself.

    A virtual environment's or a version manager's ``python3`` would cost extra.
    """
    return [str(Path(sys.executable).resolve()), "-I", "-S", str(program)]


def machine() -> str:
    """Processor, cores, kernel, Python, and how busy the machine is with everything, on one line."""
    cpuinfo = Path("/proc/cpuinfo").read_text()
    models = [line.partition(":")[2].strip() for line in cpuinfo.splitlines() if line.startswith("model name")]
    processor = models[0] if models else platform.machine()
    cores = len(os.sched_getaffinity(0))
    system = f"Linux {platform.release()}, Python {platform.python_version()}"
    return f"{processor}, {cores} cores, {system}, load {os.getloadavg()[0]:.1f}"


def show(table: Table) -> None:
    """Print the table, and on what it was measured."""
    console.print(table)
    console.print(machine(), style="dim", highlight=False)
    console.print()


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def report(title: str, seconds: Mapping[str, Sequence[float]], baseline: str | None = None) -> None:
    """Print a row for each name: median, 90th percentile, and the median's ratio to that of the baseline."""
    table = Table(title=title, title_justify="left")
    for heading in ("", "median ms", "p90 ms", *(["ratio"] if baseline else [])):
        table.add_column(heading, justify="right" if heading else "left")
    for name, values in seconds.items():
        median = statistics.median(values)
        row = [name, f"{median * 1e3:.2f}", f"{percentile(values, 90) * 1e3:.2f}"]
        if baseline:
            row.append(f"{median / statistics.median(seconds[baseline]):.2f}")
        table.add_row(*row)
    show(table)
