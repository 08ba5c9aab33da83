"""A quiz: a program, a question about it, and the answer key with its proof. Plain data, JSON both ways.

``python -m demos quiz --json`` prints one; `docs/quiz.md` describes the shape.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from demos.recording import Program

VERSION = 1

Kind: TypeAlias = Literal["possible", "impossible", "parent", "exit", "processes", "lines"]
"""What is asked: which outputs are possible, which one is not, what the first process can print, how the program
can end, how many processes there are with the first, how many lines are printed."""

WhyKind: TypeAlias = Literal["count", "order", "hangs", "ends", "other"]


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """What the whole set of outcomes says against an answer.

    ``count``: `line` is printed as often as one of `counts` says, not `here` times. ``order``: `before` always
    comes before `line`, the first of each. ``hangs``: the program never ends. ``ends``: it always does.
    ``other``: it is none of the `total` values that are possible, and that is all there is to say.
    """

    kind: WhyKind
    line: str = ""
    before: str = ""
    here: int = 0
    counts: tuple[int, ...] = ()
    total: int = 0


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that can be chosen.

    `value` is an output, a number, or an ending (``exit 3``, ``signal 9``, ``hang``); `hangs`: the program prints
    that and then can never go on. `right`: it is a right answer. `misconception` is the id of what those believe
    who get this option wrong, whether they choose it or leave it out. `possible`: some schedule makes it happen
    (`demos.quiz.prove` shows one); else `why` tells what is against it.
    """

    value: str
    hangs: bool = False
    possible: bool
    right: bool
    misconception: str | None = None
    why: Why | None = None


class Possible(msgspec.Struct, frozen=True, kw_only=True):
    """One of all the outcomes that the program has. `ending` is as in an `Option`."""

    stdout: str
    ending: str


class Quiz(msgspec.Struct, frozen=True, kw_only=True):
    """A question, and all that is needed to answer it. `several`: any number of options may be right, else one."""

    version: int = VERSION
    seed: int
    topic: str
    level: int
    program: Program
    kind: Kind
    several: bool
    options: tuple[Option, ...]
    outcomes: tuple[Possible, ...]

    @property
    def right(self) -> frozenset[int]:
        """The indexes of the right options."""
        return frozenset(index for index, option in enumerate(self.options) if option.right)


def to_json(quiz: Quiz) -> bytes:
    """The quiz as one line of JSON (UTF-8)."""
    return msgspec.json.encode(quiz)


def from_json(data: bytes) -> Quiz:
    """The quiz that `to_json` wrote.

    Raises:
        ValueError: it is none, or of another version.
    """
    quiz = msgspec.json.decode(data, type=Quiz)
    if quiz.version != VERSION:
        raise ValueError(f"quiz of version {quiz.version}; this Forklore reads {VERSION}")
    return quiz
