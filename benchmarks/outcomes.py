"""What listing every outcome costs, with the reduction and without: each program of the tests is explored twice.

    python -m benchmarks.outcomes [SECONDS] [PROGRAM...]

Without the reduction most programs have more orders than anybody could run: that search is given so many seconds
for each program, and what it reached by then is shown with a ``>``. The reduced search takes as long as it takes.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from rich.table import Table

from benchmarks.measure import show
from demos.outcomes import Explorer, Outcomes
from demos.runner import Runner
from tests.demos.outcomes.expected import Case, cases

PATIENCE = 60.0
"""Seconds after which even the reduced search gives up."""

UNBOUNDED = 10**9


async def explore(runner: Runner, case: Case, *, reduced: bool, seconds: float) -> Outcomes:
    explorer = Explorer(
        runner, case.job, sleeps=case.sleeps, reduced=reduced, max_runs=UNBOUNDED, max_seconds=seconds
    )
    return await explorer.explore()


async def measure(chosen: Sequence[Case], seconds: float) -> dict[str, tuple[Outcomes, Outcomes]]:
    """What the search found of each program with the reduction, and without."""
    async with Runner() as runner:
        return {
            case.name: (
                await explore(runner, case, reduced=True, seconds=PATIENCE),
                await explore(runner, case, reduced=False, seconds=seconds),
            )
            for case in chosen
        }


def report(found: dict[str, tuple[Outcomes, Outcomes]]) -> None:
    """Print a row for each program, and their sum."""
    table = Table(title="Every outcome: with the reduction | without", title_justify="left")
    table.add_column("", overflow="fold")
    for heading in ("outcomes", "runs", "states", "s", "| outcomes", "runs", "states", "s"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, both in found.items():
        table.add_row(name, *(cell for outcomes in both for cell in cells(outcomes)))
    table.add_section()
    table.add_row(
        f"{len(found)} programs", *(cell for one in zip(*found.values(), strict=True) for cell in total(one))
    )
    show(table)


def cells(found: Outcomes) -> list[str]:
    """What one search found and did; only so far, where it did not come to its end."""
    more = "" if found.complete else ">"
    return [f"{more}{len(found.outcomes)}", f"{more}{found.runs}", f"{more}{found.states}", f"{found.seconds:.2f}"]


def total(found: Sequence[Outcomes]) -> list[str]:
    """The same of several."""
    more = "" if all(one.complete for one in found) else ">"
    outcomes, runs = sum(len(one.outcomes) for one in found), sum(one.runs for one in found)
    states, seconds = sum(one.states for one in found), sum(one.seconds for one in found)
    return [f"{more}{outcomes}", f"{more}{runs}", f"{more}{states}", f"{seconds:.2f}"]


def main(seconds: float = 1.0, programs: Sequence[str] = ()) -> None:
    chosen = [case for case in cases() if case.unexplorable is None and (not programs or case.name in programs)]
    report(asyncio.run(measure(chosen, seconds)))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0, sys.argv[2:])
