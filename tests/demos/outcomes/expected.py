"""The programs in the folder ``programs``, each with its outcomes, derived by hand in its first comment.

The derivation is prose; these lines of it are read::

    # stdout: "ab" exit 0

An outcome: what is printed, and how the first process ends: ``exit CODE``, ``signal NUMBER``, ``deadlock`` or
``never ends``. ``stderr: "..."`` may come between. Several outcomes that differ only in order are written as the
process graph that they come from: texts one after the other are written in that order, and ``|`` in parentheses
stands between what nothing orders: ``"H" ("a" "b" | "c") "d"`` is ``Habcd``, ``Hacbd`` and ``Hcabd``.

    # sleeps: trusted

The outcomes that follow are those with trusted sleeps. Those above it are those with ignored ones.

    # unexplorable: threads

Orders cannot be listed, for these reasons (`demos.outcomes.REASONS`). Every outcome that is seen is one of those
given.

    # cpu_seconds: 0.2

A bound on the program's processor time (`demos.recording.Limits`).
"""

from __future__ import annotations

import ast
import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from demos.outcomes import Outcome, Sleeps
from demos.recording import Ending, Job, Limits, Program, Recording

PROGRAMS = Path(__file__).parent / "programs"

_OUTCOME = re.compile(r"# stdout: (.+?)(?: stderr: (.+?))? (exit \d+|signal \d+|deadlock|never ends)")
_SLEEPS = re.compile(r"# sleeps: (trusted)")
_UNEXPLORABLE = re.compile(r"# unexplorable: (.+)")
_CPU_SECONDS = re.compile(r"# cpu_seconds: (.+)")
_KEYS = ("# stdout:", "# sleeps:", "# unexplorable:", "# cpu_seconds:")
_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[()|])')

Texts: TypeAlias = tuple[str, ...]
Told: TypeAlias = tuple[str, str, str]
"""An outcome in words: stdout, stderr, ending."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A program, and the outcomes that it has with sleeps taken in one way."""

    program: Program
    sleeps: Sleeps
    outcomes: frozenset[Told]
    unexplorable: str | None
    limits: Limits

    @property
    def name(self) -> str:
        return self.program.name.removesuffix(".py") + ("-trusted" if self.sleeps == "trusted" else "")

    @property
    def job(self) -> Job:
        return Job(self.program, limits=self.limits)


def cases() -> list[Case]:
    """All programs, in both ways of taking sleeps where both are given."""
    return [case for path in sorted(PROGRAMS.glob("*.py")) for case in read(path)]


def read(path: Path) -> list[Case]:
    """The cases of one program, without its first comment.

    Raises:
        ValueError: a line of that comment is not of the format.
    """
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    header = list(itertools.takewhile(lambda line: line.startswith("#"), lines))
    outcomes: dict[Sleeps, set[Told]] = defaultdict(set)
    sleeps: Sleeps = "ignored"
    unexplorable, limits = None, Limits()
    for line in map(str.rstrip, header):
        if match := _OUTCOME.fullmatch(line):
            found = _outcomes(line, *match.groups())
            if found & outcomes[sleeps]:
                raise ValueError(f"given twice: {line}")
            outcomes[sleeps] |= found
        elif _SLEEPS.fullmatch(line):
            sleeps = "trusted"
        elif match := _UNEXPLORABLE.fullmatch(line):
            unexplorable = match[1]
        elif match := _CPU_SECONDS.fullmatch(line):
            limits = Limits(cpu_seconds=float(match[1]))
        elif line.startswith(_KEYS):
            raise ValueError(f"not of the format: {line}")
    if not outcomes:
        raise ValueError(f"no outcome in {path.name}")
    program = Program(path.name, "".join(lines[len(header) :]))
    return [
        Case(program=program, sleeps=way, outcomes=frozenset(these), unexplorable=unexplorable, limits=limits)
        for way, these in outcomes.items()
    ]


def _outcomes(line: str, stdout: str, stderr: str | None, ending: str) -> set[Told]:
    try:
        return {(out, err, ending) for out in orders(stdout) for err in orders(stderr or '""')}
    except ValueError as error:
        raise ValueError(f"no process graph: {line}") from error


def told(outcome: Outcome | Recording) -> Told:
    """An outcome that was found, in the same words."""
    return outcome.stdout, outcome.stderr, _told_ending(outcome.ending)


def _told_ending(ending: Ending) -> str:
    if ending.kind in ("exited", "signaled"):
        return f"exit {ending.code}" if ending.kind == "exited" else f"signal {ending.signal}"
    return "never ends" if ending.kind in ("wall-time", "cpu-time") else ending.kind


# --- process graphs -----------------------------------------------------------------------------------------


def orders(graph: str) -> set[str]:
    """Every text that a process graph gives.

    Raises:
        ValueError: it is none.
    """
    tokens: list[str] = []
    at = 0
    while at < len(graph.rstrip()):
        match = _TOKEN.match(graph, at)
        if match is None:
            raise ValueError(graph)
        tokens.append(match[1])
        at = match.end()
    found = _sequence(tokens)
    if tokens:
        raise ValueError(graph)
    return {"".join(texts) for texts in found}


def _sequence(tokens: list[str]) -> set[Texts]:
    """What comes one after the other, up to the end or to what ends a parenthesis' part; takes it from `tokens`."""
    found: set[Texts] = {()}
    while tokens and tokens[0] not in ("|", ")"):
        part = tokens.pop(0)
        following = _parallel(tokens) if part == "(" else {(ast.literal_eval(part),)}
        found = {before + after for before in found for after in following}
    return found


def _parallel(tokens: list[str]) -> set[Texts]:
    """What is between parentheses, up to the closing one."""
    found = _sequence(tokens)
    while tokens[:1] == ["|"]:
        del tokens[0]
        beside = _sequence(tokens)
        found = {mixed for one in found for other in beside for mixed in _interleavings(one, other)}
    if tokens[:1] != [")"]:
        raise ValueError("a parenthesis is not closed")
    del tokens[0]
    return found


def _interleavings(one: Texts, other: Texts) -> set[Texts]:
    if not one or not other:
        return {one + other}
    return {(one[0], *rest) for rest in _interleavings(one[1:], other)} | {
        (other[0], *rest) for rest in _interleavings(one, other[1:])
    }
