"""What a proof expects of its Recording: the types behind an ``expect`` block, which is YAML."""

from __future__ import annotations

import re
import signal
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, get_args

import msgspec
import yaml

from demos import recording as r

Version = typing.Annotated[str, msgspec.Meta(pattern=r"^3\.\d+$")]

KINDS: Mapping[str, type[r.Event]] = {kind.__struct_config__.tag: kind for kind in get_args(r.Event)}


def like(text: str, shown: str) -> bool:
    """Whether a text is what is shown; ``...`` there stands for anything on one line."""
    pattern = "[^\n]*".join(re.escape(part) for part in shown.split("..."))
    return re.fullmatch(pattern, text) is not None


class Pattern:
    """An event of a kind with these values: ``exit: {pid: 3, code: 7}``, ``fork``.

    A list of values means any of them. Signals may go by name. Where it says `before` or `after`, it is only about
    the events before, or after, the first that fits those; `times` says how often (`Expect.times`).
    """

    def __init__(self, written: Any) -> None:
        """From YAML.

        Raises:
            ValueError: it is no such pattern.
        """
        if isinstance(written, str):
            written = {written: {}}
        if not isinstance(written, dict):
            raise ValueError("an event reads: kind: {field: value}")
        rest = dict(written)
        self.before = Pattern(rest.pop("before")) if "before" in rest else None
        self.after = Pattern(rest.pop("after")) if "after" in rest else None
        self.times: int | None = rest.pop("times", None)
        if len(rest) != 1 or not isinstance(self.times, int | None):
            raise ValueError("an event reads: kind: {field: value}, with before, after or times: NUMBER beside it")
        ((self.kind, values),) = rest.items()
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no kind of event; there are {', '.join(KINDS)}")
        if not isinstance(values, dict):
            raise ValueError(f"{self.kind}: what is expected of it reads {{field: value}}")
        self.values = {name: _value(self.kind, name, value) for name, value in values.items()}

    def fits(self, event: r.Event) -> bool:
        """Whether it is such an event; where it happens does not matter here."""
        return event.__struct_config__.tag == self.kind and all(
            _same(getattr(event, name), value) for name, value in self.values.items()
        )

    def __str__(self) -> str:
        values = ", ".join(f"{name}: {value}" for name, value in self.values.items())
        where = [f"{word} {other}" for word, other in (("before", self.before), ("after", self.after)) if other]
        return " ".join([f"{self.kind} {{{values}}}" if values else self.kind, *where])


def _value(kind: str, name: str, value: Any) -> Any:
    """A field's value as the Recording has it; a list where any of several will do."""
    types = _fields(KINDS[kind])
    if name not in types:
        raise ValueError(f"{kind} has no {name!r}; it has {', '.join(types)}")
    if isinstance(value, list) and types[name] != tuple[str, ...]:
        return [_value(kind, name, one) for one in value]
    if name == "signal" and isinstance(value, str):
        return signal_number(value)
    try:
        return msgspec.convert(value, types[name])
    except msgspec.ValidationError as error:
        raise ValueError(f"{name} of {kind}: {error}") from None


@cache
def _fields(kind: type[r.Event]) -> dict[str, Any]:
    return {name: hint for name, hint in typing.get_type_hints(kind).items() if name in kind.__struct_fields__}


def signal_number(name: str) -> int:
    """The number of the signal with that name.

    Raises:
        ValueError: there is none.
    """
    try:
        return signal.Signals[name].value
    except KeyError:
        raise ValueError(f"there is no signal {name!r}") from None


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return any(_same(found, one) for one in wanted)
    if isinstance(wanted, str) and isinstance(found, str):
        # What a process writes mostly ends with a line.
        return like(found, wanted) or like(found.removesuffix("\n"), wanted)
    return bool(found == wanted)


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a process is at a moment (`demos.recording.Process`); `doing` may have ``...`` for any text."""

    state: r.State | None = None
    ppid: int | None = None
    name: str | None = None
    doing: str | None = None


class At(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What processes are, by PID: a state, ``gone``, or several values.

    That is right after the first event that fits `after`; at the end where that is not given.
    """

    are: dict[int, r.State | Literal["gone"] | Row]
    after: Pattern | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """How the program is run, where that is not as usual (`demos.recording.Job` and `Limits`)."""

    stdin: str = ""
    clock: r.Clock = "virtual"
    schedule: r.Schedule = "controlled"
    seed: int = 0
    wall_seconds: float = 10.0
    cpu_seconds: float = 5.0
    processes: int = 64


class Expect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What must be so. In texts, ``...`` stands for anything on one line.

    A program that goes wrong proves nothing. So, unless `signal`, `bound` or `deadlock` says otherwise, the first
    process exits with `exit`, 0 if that is not given; no bound is reached; nobody is left who could never go on;
    and unless `stderr` or `stderr-has` says otherwise, nothing is written there.

    `events` happen in this order, with others in between. `never`: no such event happens. `times`: that often.
    `at`: what the processes are at a moment. `deadlock`: who can never go on, by PID, and for whom each waits
    (PIDs) or in what (`Blocked.doing`).

    `outcomes`: all texts that the program can print, whatever the scheduling; a sleep then orders nothing.
    `every-schedule`: all else holds in each of its outcomes. `seeds`: all else holds in that many orders.
    `since`, `before`: the versions of Python on which it holds.
    """

    stdout: str | None = None
    stdout_has: tuple[str, ...] = ()
    stdout_lacks: tuple[str, ...] = ()
    stderr: str | None = None
    stderr_has: tuple[str, ...] | None = None
    exit: int | None = None
    signal: str | None = None
    bound: r.Bound | None = None
    deadlock: dict[int, str | tuple[int, ...]] = {}
    events: tuple[Pattern, ...] = ()
    never: tuple[Pattern, ...] = ()
    times: tuple[Pattern, ...] = ()
    at: tuple[At, ...] = ()
    outcomes: tuple[str, ...] = ()
    every_schedule: bool = False
    seeds: int = 1
    since: Version | None = None
    before: Version | None = None
    run: Run = Run()

    def __post_init__(self) -> None:
        if self.signal is not None:
            signal_number(self.signal)
        if any(pattern.times is None for pattern in self.times):
            raise ValueError("times: an entry reads: kind: {field: value}, times: NUMBER")
        if any(pattern.times is not None for pattern in self.never):
            raise ValueError("never: times is for what happens")
        if self.run.seed and (self.outcomes or self.every_schedule or self.seeds > 1):
            raise ValueError("a seed is one order, and cannot stand for several")
        if not any(getattr(self, name) for name in _TELLING) and self.exit is None:
            raise ValueError(f"it expects nothing; it could say {', '.join(_TELLING).replace('_', '-')}")


_TELLING = (
    *("stdout", "stdout_has", "stdout_lacks", "stderr", "stderr_has", "signal", "bound", "deadlock"),
    *("events", "never", "times", "at", "outcomes"),
)
"""Of these, an expectation has at least one, or an exit code."""


class ExpectError(ValueError):
    """An ``expect`` block is wrong, in that line of it (from 0)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_expect(text: str) -> Expect:
    """What an ``expect`` block says.

    Raises:
        ExpectError: it is no YAML, or not of these types.
    """
    try:
        return msgspec.convert(yaml.safe_load(text), Expect, dec_hook=lambda kind, written: kind(written))
    except yaml.MarkedYAMLError as error:
        raise ExpectError(error.problem_mark.line if error.problem_mark else 0, str(error.problem)) from None
    except msgspec.ValidationError as error:
        raise ExpectError(_line(text, str(error)), str(error)) from None


def _line(text: str, message: str) -> int:
    """The line of the value that a message of msgspec is about: ``... - at `$.events[2]` ``."""
    node: yaml.Node | None = yaml.compose(text, yaml.SafeLoader)
    path = re.search(r"\$([^`]*)`?$", message)
    line = 0
    for key, index in re.findall(r"\.([\w-]+)|\[(\d+|\.\.\.)\]", path[1] if path else ""):
        line = node.start_mark.line if node else line
        if isinstance(node, yaml.MappingNode):
            pairs = {name.value: (name, value) for name, value in node.value}
            if key not in pairs:
                break
            line, node = pairs[key][0].start_mark.line, pairs[key][1]
        elif isinstance(node, yaml.SequenceNode) and index.isdigit():
            node = node.value[int(index)]
            line = node.start_mark.line
    return line
