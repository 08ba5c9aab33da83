"""What can be changed about a program for another trial: a constant, a line, whether somebody waits or sleeps."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import msgspec

from cogs.lab.data import Change, Task
from demos.catalogue import Demo, Parameter

MOST_OFFERED = 24
"""As many as a menu holds, besides the entry for a line of one's own."""

LONGEST_LINE = 400

_CONSTANT = re.compile(r"^(?P<name>[A-Z][A-Z0-9_]*) = (?P<value>-?\d+(?:\.\d+)?)(?=\s|$)", re.MULTILINE)
_DROPPED = ("wait", "sleep")
"""Calls without which a program is another one; those whose names contain this."""


class NoVariation(Exception):
    """The program has no such line or constant, or it is as it was."""


def offered(task: Task, demo: Demo | None) -> list[Change]:
    """The changes that suggest themselves: constants, and waits and sleeps to be left out.

    A demo's parameters stay within their bounds; any other constant is made smaller and larger.
    """
    source = task.job.program.source
    found = [
        Change(what=name, before=before, after=after)
        for name, before in _constants(source)
        for after in _values(name, before, demo)
        if after != before
    ]
    if task.job.program.language == "python":
        found += _without_calls(source)
    return found[:MOST_OFFERED]


def varied(task: Task, change: Change) -> Task:
    """The task with one thing changed.

    Raises:
        NoVariation: it cannot be, or changes nothing.
    """
    source = task.job.program.source
    if change.line is None:
        declared = re.compile(rf"(?<=^{re.escape(change.what)} = ){re.escape(change.before)}(?=\s|$)", re.MULTILINE)
        made = declared.sub(lambda _: change.after, source)
    else:
        lines = source.split("\n")
        if not 1 <= change.line <= len(lines) or lines[change.line - 1] != change.before:
            raise NoVariation
        lines[change.line - 1] = change.after
        made = "\n".join(lines)
    if made == source:
        raise NoVariation
    program = msgspec.structs.replace(task.job.program, source=made)
    job = msgspec.structs.replace(task.job, program=program)
    return Task(job=job, changes=(*_others(task.changes, change), _since_first(task.changes, change)))


def reordered(task: Task) -> Task:
    """The same program with the next seed: another order of what can happen at once."""
    job = msgspec.structs.replace(task.job, seed=task.job.seed + 1)
    change = Change(what="seed", before=str(task.job.seed), after=str(job.seed))
    return Task(job=job, changes=(*_others(task.changes, change), _since_first(task.changes, change)))


def swapped(task: Task, number: int, text: str) -> Change:
    """The change that puts this text into the place of a line. Indentation that was left out is put back.

    Raises:
        NoVariation: there is no such line.
    """
    lines = task.job.program.source.split("\n")
    if not 1 <= number <= len(lines):
        raise NoVariation
    before = lines[number - 1]
    indent = before[: len(before) - len(before.lstrip())]
    after = text.replace("\r\n", "\n").rstrip()
    if after and not after[0].isspace():
        after = indent + after
    return Change(what=str(number), before=before, after=after)


def lines_of(task: Task) -> Iterator[tuple[int, str]]:
    """The lines that can be swapped: those with code, by number."""
    for number, line in enumerate(task.job.program.source.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith(("#", "//", '"""')) and len(line) <= LONGEST_LINE:
            yield number, line


def _constants(source: str) -> list[tuple[str, str]]:
    return [(found["name"], found["value"]) for found in _CONSTANT.finditer(source)]


def _values(name: str, before: str, demo: Demo | None) -> list[str]:
    parameters = {parameter.name.upper(): parameter for parameter in (demo.parameters if demo else ())}
    known = parameters.get(name)
    number: int | float = ast.literal_eval(before)
    if known is not None:
        return _within(known, number)
    step = 1 if isinstance(number, int) else 0.5
    wanted = [number - step, number + step, number * 2] if number > 0 else [number + step, number + 2 * step]
    return list(dict.fromkeys(repr(value) for value in wanted))


def _within(parameter: Parameter, number: int | float) -> list[str]:
    whole = isinstance(parameter.default, int)
    near = [number - 1, number + 1] if whole else [number / 2, number * 2]
    wanted = [*near, parameter.minimum, parameter.default, parameter.maximum]
    kept = sorted({value for value in wanted if parameter.minimum <= value <= parameter.maximum})
    return [repr(type(parameter.default)(value)) for value in kept]


def _without_calls(source: str) -> Iterator[Change]:
    """Statements on a line of their own that wait or sleep: they do nothing then."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    lines = source.split("\n")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call) or node.lineno != node.end_lineno:
            continue
        called = ast.unparse(node.value.func)
        line = lines[node.lineno - 1]
        if any(name in called for name in _DROPPED) and line.strip() == ast.unparse(node).strip():
            indent = line[: len(line) - len(line.lstrip())]
            yield Change(what=str(node.lineno), before=line, after=f"{indent}pass")


def _others(changes: tuple[Change, ...], change: Change) -> tuple[Change, ...]:
    return tuple(known for known in changes if known.what != change.what)


def _since_first(changes: tuple[Change, ...], change: Change) -> Change:
    """The change as it looks from the first trial on."""
    before = next((known.before for known in changes if known.what == change.what), change.before)
    return msgspec.structs.replace(change, before=before)
