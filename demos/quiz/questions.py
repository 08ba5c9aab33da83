"""Asks about a program: picks what is asked, right answers, and wrong ones that a misconception predicts."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from demos.quiz.dice import Dice
from demos.quiz.misconceptions import MISCONCEPTIONS
from demos.quiz.quiz import Kind, Why
from demos.quiz.world import HANG, Seen, Unusable, World


@dataclass(frozen=True)
class Value:
    """What an option says. `text` is an output, a number or an ending; `hangs`: and then nothing more happens."""

    text: str
    hangs: bool = False

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


@dataclass(frozen=True)
class Choice:
    """An option before its proof: who gets it wrong, and what is against it."""

    value: Value
    misconception: str | None
    why: Why | None = None


@dataclass(frozen=True)
class Question:
    """A question before its proof."""

    kind: Kind
    several: bool
    choices: tuple[Choice, ...]


VALUES: Mapping[Kind, Callable[[Seen], Value]] = {
    "possible": lambda seen: Value(seen.stdout, seen.ending == HANG),
    "impossible": lambda seen: Value(seen.stdout, seen.ending == HANG),
    "parent": lambda seen: Value(seen.first, seen.ending == HANG),
    "exit": lambda seen: Value(seen.ending),
    "processes": lambda seen: Value(str(seen.processes)),
    "lines": lambda seen: Value(str(len(seen.stdout.splitlines()))),
}
"""What of a run is asked for."""

OUTPUTS: frozenset[Kind] = frozenset({"possible", "impossible", "parent"})
"""The kinds whose values are lines of output."""

_SPARE: Mapping[Kind, frozenset[str]] = {
    "processes": frozenset({"fork"}),
    "lines": frozenset({"fork", "buffers"}),
    "exit": frozenset({"exit", "signals"}),
}
"""Kinds that only some topics have; the others can be asked of any program."""

_LONGEST = 8
"""Lines of an output that can be read as an option."""


@dataclass(frozen=True)
class Expected:
    """What a program can show, and what each misconception expects of it."""

    truth: frozenset[Seen]
    beliefs: Mapping[str, frozenset[Seen]]

    @classmethod
    def of(cls, source: str, topic: str) -> Expected:
        truth, beliefs = World(source).seen(), {}
        for misconception in MISCONCEPTIONS:
            if topic in misconception.topics:
                with contextlib.suppress(Unusable):  # It cannot be thought through to the end.
                    beliefs[misconception.id] = misconception.world(source).seen()
        return cls(truth, beliefs)


class Asking:
    """One kind of question about one program."""

    def __init__(self, kind: Kind, expected: Expected) -> None:
        value = VALUES[kind]
        self.kind = kind
        self.true = sorted({value(seen) for seen in expected.truth}, key=_order)
        self._believed = {name: {value(seen) for seen in found} for name, found in expected.beliefs.items()}

    def wrong(self, dice: Dice) -> list[Value]:
        """What is impossible and yet expected, each misconception in turn, the order drawn with the dice."""
        by_belief: dict[str, list[Value]] = {}
        for value in sorted(set().union(*self._believed.values()), key=_order):
            name = self._first_to_expect(value)
            if name is not None and self._can_be_shown(value):
                by_belief.setdefault(name, []).append(value)
        rounds = itertools.zip_longest(*(dice.shuffled(by_belief[name]) for name in dice.shuffled(by_belief)))
        return [value for one_of_each in rounds for value in one_of_each if value is not None]

    def right(self, dice: Dice) -> list[Value]:
        """What is possible, in an order drawn with the dice."""
        return dice.shuffled(filter(self._can_be_shown, self.true))

    def choice(self, value: Value, several: bool) -> Choice:
        """The value as an option. Where one is right, who does not choose it has chosen another for a reason."""
        if value in self.true:
            missed = several or self.kind == "impossible"
            return Choice(value, self._who_misses(value) if missed else None)
        reason = why(value, self.true) if self.kind in OUTPUTS else Why(kind="other", total=len(self.true))
        return Choice(value, self._first_to_expect(value), reason)

    def _first_to_expect(self, value: Value) -> str | None:
        if value in self.true:
            return None
        return next((name for name, values in self._believed.items() if value in values), None)

    def _who_misses(self, value: Value) -> str | None:
        """The misconception that leaves a possible value out: best one that is wrong about nothing else."""
        leaving = [name for name, values in self._believed.items() if values and value not in values]
        only = [name for name in leaving if self._believed[name] <= set(self.true)]
        return next(iter([*only, *leaving]), None)

    def _can_be_shown(self, value: Value) -> bool:
        return len(value.lines) <= _LONGEST


def ask(source: str, topic: str, level: int, dice: Dice) -> Question | None:
    """A question about the program; None when no good one can be asked.

    Raises:
        Unusable: the program is none for a quiz.
    """
    expected = Expected.of(source, topic)
    options = 4 if level < 3 else 5
    for kind in dice.shuffled(_kinds(topic)):
        asking = Asking(kind, expected)
        choices = _impossible(asking, options, dice) if kind == "impossible" else _possible(asking, options, dice)
        if choices is not None and _is_worth_asking(kind, asking):
            several = kind != "impossible" and len(asking.true) > 1
            return Question(
                kind, several, tuple(asking.choice(value, several) for value in _arranged(kind, choices, dice))
            )
    return None


def _kinds(topic: str) -> Sequence[Kind]:
    return [kind for kind in VALUES if topic in _SPARE.get(kind, {topic})]


def _is_worth_asking(kind: Kind, asking: Asking) -> bool:
    """Whether there is something to find out."""
    if kind in ("processes", "lines"):
        return len(asking.true) == 1 and int(asking.true[0].text) > 2
    if kind == "parent":
        return all(value.text for value in asking.true)
    if kind == "exit":
        return asking.true != [Value("exit 0")]
    return any(value.text for value in asking.true)


def _possible(asking: Asking, options: int, dice: Dice) -> list[Value] | None:
    """Values of which some are possible; one if there is but one."""
    right, wrong = asking.right(dice), asking.wrong(dice)
    if len(asking.true) == 1:
        return [*right, *wrong[: options - 1]] if right and len(wrong) >= 2 else None
    if len(right) < 2 or not wrong:
        return None
    most_right = min(len(right), options - 1)
    count = max(dice.number(1, most_right), options - len(wrong))
    chosen = [*right[:count], *wrong[: options - count]]
    return chosen if len(chosen) > 2 else None


def _impossible(asking: Asking, options: int, dice: Dice) -> list[Value] | None:
    """One impossible value among possible ones."""
    right, wrong = asking.right(dice), asking.wrong(dice)
    return [*right[: options - 1], wrong[0]] if len(right) >= 3 and wrong else None


def _arranged(kind: Kind, values: list[Value], dice: Dice) -> Iterable[Value]:
    """Numbers ascending, everything else shuffled."""
    return dice.shuffled(values) if kind in OUTPUTS else sorted(values, key=_order)


def _order(value: Value) -> tuple[list[tuple[int, str]], bool]:
    """Sorts numbers as numbers."""
    words = value.text.split()
    return [(int(word), "") if word.lstrip("-").isdigit() else (-1, word) for word in words], value.hangs


# --- what is said against an impossible value ---------------------------------------------------------------------


def why(value: Value, true: Sequence[Value]) -> Why:
    """What all possible values have in common, and this one has not."""
    if all(other.hangs for other in true) and not value.hangs:
        return Why(kind="hangs")
    if value.hangs and not any(other.hangs for other in true):
        return Why(kind="ends")
    return _count(value, true) or _misplaced(value, true) or Why(kind="other", total=len(true))


def _count(value: Value, true: Sequence[Value]) -> Why | None:
    """A line that is there too often, or too seldom."""
    known = {line for other in true for line in other.lines}
    for line in sorted({*value.lines, *known}):
        here = value.lines.count(line)
        counts = sorted({other.lines.count(line) for other in true})
        if here not in counts:
            return Why(kind="count", line=line, here=here, counts=tuple(counts))
    return None


def _misplaced(value: Value, true: Sequence[Value]) -> Why | None:
    """Two lines in an order that they never have."""
    lines = list(dict.fromkeys(value.lines))
    for index, line in enumerate(lines):
        for before in lines[index + 1 :]:
            both = [other.lines for other in true if line in other.lines and before in other.lines]
            if both and all(found.index(before) < found.index(line) for found in both):
                return Why(kind="order", line=line, before=before)
    return None
