"""What an experiment is about, what is run, predicted and found: plain data, kept as compressed JSON."""

from __future__ import annotations

import zlib
from typing import Literal, TypeAlias, TypeVar

import msgspec

from demos.quiz import Quiz
from demos.recording import Ending, Job

Kind: TypeAlias = Literal["demo", "code", "outcomes", "quiz"]

Ask: TypeAlias = Literal["output", "exit", "processes", "outcomes", "choice"]
"""What is to be predicted: what is printed, how the first process ends, how many processes there are, how many
outcomes are possible, which options of a quiz are right."""

ASKS: tuple[Ask, ...] = ("output", "exit", "processes", "outcomes")
"""What can be asked of any program."""

T = TypeVar("T", bound=msgspec.Struct)


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What an experiment is about. `name` is that of the demo or the program; `topic` names a demo's or quiz's."""

    kind: Kind
    name: str
    asks: tuple[Ask, ...]
    topic: str = ""
    quiz: Quiz | None = None

    @property
    def own(self) -> bool:
        """Whether the program is somebody's own, and none of the bot."""
        return not self.topic


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A constant (``CHILDREN``) or a line (its number) that a variation has changed."""

    what: str
    before: str
    after: str

    @property
    def line(self) -> int | None:
        """The number of the line that was changed; None if it was a constant."""
        return int(self.what) if self.what.isdecimal() else None


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What a trial runs, and what makes it another one than the first."""

    job: Job
    changes: tuple[Change, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A prediction: for everything that was asked, a value. `exit` is an ending in short, ``exit 3``."""

    output: str | None = None
    exit: str | None = None
    processes: int | None = None
    outcomes: int | None = None
    choice: tuple[int, ...] | None = None


class Seen(msgspec.Struct, frozen=True):
    """What one outcome of a program shows."""

    stdout: str
    stderr: str
    ending: Ending


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came out of a trial.

    `total` is how many outcomes are known to be possible, `outcomes` are the first of them; `complete`: there is no
    other. `beliefs` gives, for each misconception, the answers of those who have it (`cogs.lab.misconceptions`).
    """

    seen: Seen
    processes: int
    outcomes: tuple[Seen, ...] = ()
    total: int = 0
    complete: bool = False
    beliefs: dict[str, Answer] = {}

    @property
    def others(self) -> tuple[Seen, ...]:
        """The possible outcomes that did not come about."""
        return tuple(seen for seen in self.outcomes if seen != self.seen)


class Samples(msgspec.Struct, frozen=True, kw_only=True):
    """How often each outcome came about in many runs; `natural`: the kernel chose the order."""

    natural: bool
    counts: tuple[tuple[Seen, int], ...]

    @property
    def runs(self) -> int:
        return sum(count for _, count in self.counts)


def pack(value: msgspec.Struct) -> bytes:
    """The value as compressed JSON."""
    return zlib.compress(msgspec.json.encode(value))


def unpack(data: bytes, kind: type[T]) -> T:
    """What `pack` wrote.

    Raises:
        ValueError: an older or newer version of the bot wrote it.
    """
    try:
        return msgspec.json.decode(zlib.decompress(data), type=kind)
    except zlib.error as error:
        raise ValueError(str(error)) from error


def ending_name(ending: Ending) -> str:
    """How it ended, in short and in every language the same: ``exit 3``, ``signal 9``, ``deadlock``."""
    if ending.code is not None:
        return f"exit {ending.code}"
    return f"signal {ending.signal}" if ending.signal is not None else ending.kind
