"""A demo: a short program that really runs, what to notice in its recording, and what it refutes."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from demos.language import DEFAULT
from demos.recording import FIRST, Event, Job, Limits, Program, Recording


class UnknownParameter(Exception):
    """The demo has no parameter `name`; `known` are those it has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no parameter {name!r}; there is {', '.join(known) or 'none'}")
        self.name = name
        self.known = known


class ParameterError(Exception):
    """`value` does not fit the parameter `name`: it is a number from `minimum` to `maximum`.

    The type of the two says which: with whole numbers, the value must be one too.
    """

    def __init__(self, name: str, value: str | int | float, minimum: int | float, maximum: int | float) -> None:
        super().__init__(f"{name} must be from {minimum} to {maximum}, not {value!r}")
        self.name = name
        self.value = value
        self.minimum = minimum
        self.maximum = maximum


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A constant at the top of the program (``CHILDREN = 3``) that a user may set by its name in lower case.

    All three numbers are int, or all are float.
    """

    name: str
    default: int | float
    minimum: int | float
    maximum: int | float

    @classmethod
    def of(cls, source: str, name: str, minimum: int | float, maximum: int | float) -> Parameter:
        """The parameter as the program declares it: the default is what is written there.

        Raises:
            ValueError: the program has no such constant, or the bounds do not fit it.
        """
        found = _constant(name).findall(source)
        if len(found) != 1:
            raise ValueError(f"the program needs one line '{name.upper()} = NUMBER'")
        default = ast.literal_eval(found[0])
        kind = type(default)
        if any(type(bound) is not kind for bound in (minimum, maximum)) or not minimum <= default <= maximum:
            raise ValueError(f"{name} is {default}: give bounds of the same type around it")
        return cls(name=name, default=default, minimum=minimum, maximum=maximum)

    def parse(self, value: str | int | float) -> int | float:
        """The value as a number of this parameter's type.

        Raises:
            ParameterError: it is none, or out of bounds.
        """
        try:
            number = type(self.default)(value)
        except (ValueError, OverflowError):
            raise ParameterError(self.name, value, self.minimum, self.maximum) from None
        whole = isinstance(value, str) or number == value
        if not whole or not math.isfinite(number) or not self.minimum <= number <= self.maximum:
            raise ParameterError(self.name, value, self.minimum, self.maximum)
        return number

    def rewrite(self, source: str, number: int | float) -> str:
        """The program with this constant set to the number; nothing else changes."""
        return _constant(self.name).sub(repr(number), source)


def _constant(name: str) -> re.Pattern[str]:
    """The number of the line ``NAME = 3`` that declares a parameter."""
    return re.compile(rf"(?<=^{re.escape(name.upper())} = )-?\d+(?:\.\d+)?(?=\s|$)", re.MULTILINE)


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which event is the one to look at: the first or last of its kind, by whom, and with which values.

    `process` is ``"first"`` for the program's first process, ``"others"`` for any but that. `where` gives fields of
    the event that must have these values: ``{"call": "wait4"}``.
    """

    event: str
    which: Literal["first", "last"] = "first"
    process: Literal["any", "first", "others"] = "any"
    where: dict[str, str | int] = {}

    def index(self, recording: Recording) -> int:
        """The index of the event; of the last one when the run was ended before it came."""
        fitting = [index for index, event in enumerate(recording.events) if self.fits(event)]
        if not fitting:
            return len(recording.events) - 1
        return fitting[0 if self.which == "first" else -1]

    def fits(self, event: Event) -> bool:
        """Whether it is an event of this kind, `which` aside."""
        if event.__struct_config__.tag != self.event:
            return False
        if self.process != "any" and (event.pid == FIRST) != (self.process == "first"):
            return False
        return all(getattr(event, name, None) == value for name, value in self.where.items())


@dataclass(frozen=True, kw_only=True)
class DemoText:
    """What is said about a demo in one language; plain text but for ```code``` in backticks.

    `title` and `summary` have one line each. `notice` says in two or three sentences what to look at in the
    recording. `misconception` is the belief that it refutes. `parameters` describes each parameter by name.
    """

    title: str
    summary: str
    notice: str
    misconception: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A teaching program with all that is needed to offer, run and show it.

    `card` is the id of the `explain` topic that is the next step. `names` are further names by which it is found.
    """

    name: str
    topic: str
    order: int
    card: str
    program: Program
    parameters: tuple[Parameter, ...]
    limits: Limits
    shows: Moment
    texts: Mapping[str, DemoText]
    names: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The program's text, with the defaults of its parameters."""
        return self.program.source

    def text(self, language: str) -> DemoText:
        """The words in that language (``zh-CN``), else in English."""
        return self.texts.get(language) or self.texts[DEFAULT]

    def job(self, values: Mapping[str, str | int | float] | None = None, **job_fields: Any) -> Job:
        """The job that runs this demo with the given parameters; `job_fields` go to `Job` (``seed=3``).

        Raises:
            UnknownParameter: the demo does not have it.
            ParameterError: the value is no number of the parameter's type within its bounds.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        source = self.source
        for name, value in (values or {}).items():
            parameter = known.get(name.lower())
            if parameter is None:
                raise UnknownParameter(name, tuple(known))
            source = parameter.rewrite(source, parameter.parse(value))
        program = msgspec.structs.replace(self.program, source=source)
        return Job(**{"program": program, "limits": self.limits, **job_fields})

    def moment(self, recording: Recording) -> int:
        """The index of the event after which the process tree is the interesting one."""
        return self.shows.index(recording)
