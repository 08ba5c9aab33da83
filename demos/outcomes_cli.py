"""``python -m demos outcomes``: explores a job, and prints what was found, as JSON or for people."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import math
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from demos.findings import Findings, Search
from demos.grouping import Layout, Section, layout
from demos.language import Texts
from demos.outcomes import RUNS, SECONDS, Outcomes, Progress, Sleeps
from demos.recording import Job
from demos.runner import Runner
from demos.telling import Teller

ROWS = 60
"""Lines of a section that are printed; ``--json`` has all outcomes."""

MARGIN = 12
"""Columns beside a row: its number and its marks."""

USUAL, TRUSTED = "*", "+"
"""The marks of `Findings.usual` and `Findings.at_their_word`."""


def add_options(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """The options that only this command has."""
    parser.add_argument("--sleep", choices=("ignored", "trusted"), help=texts.text("help-sleep"))
    for name, parse, default in (("runs", int, RUNS), ("seconds", float, SECONDS)):
        parser.add_argument(
            f"--max-{name}",
            type=_above_zero(parse, f"--max-{name}", texts),
            default=default,
            metavar={"runs": "N", "seconds": "S"}[name],
            help=texts.text(f"help-max-{name}", default=default),
        )


def carry_out(job: Job, options: argparse.Namespace, language: str, console: Console) -> bool:
    """Explore and print. Ctrl-C ends it with what was found; False then.

    Raises:
        RunError: the engine failed.
        KeyboardInterrupt: Ctrl-C, before anything could be found.
    """
    teller = Teller(language)
    findings = asyncio.run(_explore(job, options, teller))
    if options.json:
        sys.stdout.buffer.write(msgspec.json.encode(as_json(findings.outcomes)) + b"\n")
        sys.stdout.flush()
    else:
        Printer(console, teller, findings).print()
    return "cancelled" not in findings.reasons


def as_json(outcomes: Outcomes) -> dict[str, Any]:
    """What ``--json`` prints. A `schedule` or a `seed_replay` makes the program have that outcome again."""
    fields = ("stdout", "stderr", "ending", "schedule", "seed_replay")
    return {
        "complete": outcomes.complete,
        "reason": outcomes.reason,
        "runs": outcomes.runs,
        "states": outcomes.states,
        "seconds": outcomes.seconds,
        "outcomes": [{name: getattr(outcome, name) for name in fields} for outcome in outcomes.outcomes],
    }


async def _explore(job: Job, options: argparse.Namespace, teller: Teller) -> Findings:
    sleeps: Sleeps | None = options.sleep or ("ignored" if options.json else None)
    bounds = {"max_runs": options.max_runs, "max_seconds": options.max_seconds}
    async with Runner() as runner:
        ordinary = None if options.json else await runner.run(job)
        with _progress(teller) as show:
            search = Search(runner, job, ordinary, sleeps=sleeps, progress=show, **bounds)
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGINT, search.stop)
            try:
                return await search.findings()
            finally:
                loop.remove_signal_handler(signal.SIGINT)


@contextlib.contextmanager
def _progress(teller: Teller) -> Iterator[Callable[[Progress], None] | None]:
    """Shows on standard error how far it has come, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with Console(stderr=True, highlight=False).status("…") as status:
        yield lambda progress: status.update(Text(teller.progress(progress)))


class Printer:
    """Prints findings to a console."""

    def __init__(self, console: Console, teller: Teller, findings: Findings) -> None:
        self._console = console
        self._teller = teller
        self._findings = findings

    def print(self) -> None:
        """How many outcomes there are, why these are all or not, each of them, and what the sleeps teach."""
        findings, teller, console = self._findings, self._teller, self._console
        colour = "green" if findings.outcomes.complete else "yellow"
        console.print(Text(teller.headline(findings), f"bold {colour}"))
        for reason in teller.reasons(findings):
            console.print(Text(reason))
        found = layout(findings.outcomes.outcomes, console.width - MARGIN) if findings.outcomes.outcomes else None
        if found is not None:
            for line in teller.endings(found.sections):
                console.print(Text(f"· {line}"))
            self._outcomes(found)
        lesson = teller.lesson(findings)
        if lesson is not None:
            console.print()
            for text, style in zip(lesson, ("bold", ""), strict=True):
                console.print(Text(text, style))
        console.print()
        console.print(Text(teller.effort(findings), "dim"))

    def _outcomes(self, found: Layout) -> None:
        for letter, line in found.key:
            self._console.print(Text.assemble("  ", (letter, "bold cyan"), "  ", line))
        for section in found.sections:
            self._console.print()
            heading = [self._teller.ending(section.ending)]
            heading += filter(None, [self._teller.section(section)])
            if section.whole:
                heading.insert(0, f"{section.members[0] + 1}{self._mark(section.members[0])}")
            self._console.print(Rule(Text(" · ".join(heading), "bold"), align="left", style="dim"))
            self._console.print(Padding(self._rows(section), (0, 0, 0, 2), expand=False))
        if self._findings.usual is not None:
            self._console.print(Text(f"{USUAL} {self._teller.usual()}", "dim"))
        if self._findings.at_their_word:
            self._console.print(Text(f"{TRUSTED} {self._teller.trusted()}", "dim"))

    def _rows(self, section: Section) -> Table:
        table = Table.grid(padding=(0, 2))
        if section.whole:
            for row in section.rows[:ROWS] or (self._teller.no_output(),):
                table.add_row(Text(row))
        else:
            table.add_column(justify="right")
            for index, row in list(zip(section.members, section.rows, strict=True))[:ROWS]:
                text = Text(row or self._teller.no_output(), no_wrap=True, overflow="ellipsis")
                table.add_row(Text(str(index + 1), "dim"), Text(self._mark(index), "bold"), text)
        if len(section.rows) > ROWS:
            table.add_row(
                *([""] * (len(table.columns) - 1)), Text(self._teller.more(len(section.rows) - ROWS), "dim")
            )
        return table

    def _mark(self, index: int) -> str:
        usual = USUAL if index == self._findings.usual else ""
        trusted = TRUSTED if index in self._findings.at_their_word else ""
        seen = f" ({self._teller.seen(self._findings.outcomes.outcomes[index])})" if self._findings.sampled else ""
        return usual + trusted + seen


def _above_zero(parse: Callable[[str], float], option: str, texts: Texts) -> Callable[[str], float]:
    def parsed(text: str) -> float:
        try:
            number = parse(text)
        except ValueError:
            number = 0
        if not 0 < number < math.inf:
            raise argparse.ArgumentTypeError(texts.text("error-limit-value", name=option, value=text))
        return number

    return parsed
