"""Many outcomes told in few lines.

A few are shown line by line. Of more, each takes one line, and those that end alike stand together. Where their
lines are long, each line is given a letter: six orders of the lines A, B and C are A B C, A C B, ...
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from wcwidth import width

from demos.outcomes import Outcome
from demos.output import STDERR
from demos.printable import on_one_line
from demos.recording import Ending

FEW, MOST_LINES = 3, 36
"""How many outcomes, with how many lines altogether, are shown line by line in any case."""

LONGEST = 400
"""Characters of a line that is shown."""

FLOOD = 4000
"""Characters of an output from which on it is not looked at line by line."""

TAB = 4

_Line: TypeAlias = tuple[str, str]
"""The mark of a stream, and what was written to it: a line of stdout with its end, or all of stderr."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Section:
    """Outcomes that end alike; `members` are their indexes.

    There is a row for each member; or, with `whole`, one member and a row for each line that it prints.
    `same_lines`: so many lines are all that each member prints, in different orders; 0 when it is not so.
    """

    members: tuple[int, ...]
    ending: Ending
    rows: tuple[str, ...]
    whole: bool = False
    same_lines: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """All outcomes, in sections by their first members. `key` has the letters in their rows, and what they mean."""

    sections: tuple[Section, ...]
    key: tuple[tuple[str, str], ...] = ()


def layout(outcomes: Sequence[Outcome], cells: int) -> Layout:
    """The outcomes, told in few lines. `cells` is how wide a line may be before letters are used.

    All text is printable (`demos.printable`), and a line that is very long is cut.
    """
    of_each = [_lines(outcome) for outcome in outcomes]
    distinct = list(dict.fromkeys(line for printed in of_each for line in printed))
    few = sum(map(len, of_each)) <= MOST_LINES and len(outcomes) <= FEW
    rows = [] if few else _rows(outcomes)
    if few or (len(distinct) > len(string.ascii_uppercase) and sum(map(len, of_each)) <= MOST_LINES):
        whole = [
            Section((index,), outcome.ending, tuple(map(_shown, of_each[index])), whole=True)
            for index, outcome in enumerate(outcomes)
        ]
        return Layout(tuple(whole))
    if max(map(width, rows)) <= cells or len(distinct) > len(string.ascii_uppercase):
        return Layout(_by_ending(outcomes, of_each, rows))
    letters = dict(zip(distinct, string.ascii_uppercase, strict=False))
    words = [" ".join(letters[line] for line in printed) for printed in of_each]
    key = tuple((letter, _shown(line)) for line, letter in letters.items())
    return Layout(_by_ending(outcomes, of_each, words), key)


def on_a_line(outcome: Outcome, *, ended: bool = False) -> str:
    """What it prints, on one line; `ended`: that its last line is ended goes without saying."""
    text = outcome.stdout.removesuffix("\n") if ended else outcome.stdout
    return " ".join(filter(None, [on_one_line(text, LONGEST), *map(_shown, _stderr(outcome))]))


def _rows(outcomes: Sequence[Outcome]) -> list[str]:
    ended = all(outcome.stdout.endswith("\n") for outcome in outcomes if outcome.stdout)
    return [on_a_line(outcome, ended=ended) for outcome in outcomes]


def _by_ending(
    outcomes: Sequence[Outcome], of_each: Sequence[Sequence[_Line]], rows: Sequence[str]
) -> tuple[Section, ...]:
    together: dict[Ending, list[int]] = {}
    for index, outcome in enumerate(outcomes):
        together.setdefault(outcome.ending, []).append(index)
    return tuple(
        Section(
            tuple(members),
            ending,
            tuple(rows[index] for index in members),
            same_lines=_same_lines([of_each[index] for index in members]),
        )
        for ending, members in together.items()
    )


def _same_lines(of_each: Sequence[Sequence[_Line]]) -> int:
    bags = [Counter(printed) for printed in of_each]
    return len(of_each[0]) if len(bags) > 1 and all(bag == bags[0] for bag in bags) else 0


def _lines(outcome: Outcome) -> list[_Line]:
    flood = len(outcome.stdout) > FLOOD
    return [("", line) for line in ([outcome.stdout] if flood else _LINE.findall(outcome.stdout))] + _stderr(
        outcome
    )


def _stderr(outcome: Outcome) -> list[_Line]:
    return [(STDERR, outcome.stderr)] if outcome.stderr else []


def _shown(line: _Line) -> str:
    """A line of stdout; or the last one of stderr, where a traceback says what it is about."""
    mark, text = line
    shown = text.rstrip("\n").rpartition("\n")[2] if mark else text.removesuffix("\n")
    shown = on_one_line(shown[: LONGEST + 1].expandtabs(TAB), LONGEST)
    return f"{mark} {shown}" if mark else shown
