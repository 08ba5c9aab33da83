"""Who goes next: the choice among the steps that are possible, in a controlled order.

Every step has a moment from which it can be done. The default policy takes the earliest, as a machine with a core
for each process would: a parent usually goes on before its new child has started, sleeps end in their order, and
nobody starves. A seed chooses at random among all that could go now. A list of wishes replays, or explores.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from demos.recording import Exploration
from demos.reduction import conflict
from demos.worker.processes import Task, Tracee


class Action(Enum):
    """What a step does with its task."""

    PERFORM = auto()  # The call goes to the kernel.
    EXPIRE = auto()  # The call's time is up.
    SIGNAL = auto()  # A pending signal is delivered, before the call.
    CONTINUE = auto()  # Computation that was interrupted goes on.
    ALARM = auto()  # The process's interval timer goes off.
    BLOCK = auto()  # The call begins to wait: from now on, a signal interrupts it.
    DIE = auto()  # The process, whose end is certain, becomes a zombie.


@dataclass(frozen=True, slots=True)
class Step:
    """A possible next step: from the nanosecond `when` on, `who` does `action`.

    `who` is the task's id as the program knows it; for an interval timer, the process's PID made negative; for a
    signal to a task whose call may still come first, `messenger`.
    """

    when: int
    who: int
    action: Action
    task: Task | None = None
    process: Tracee | None = None


_MESSENGERS = 1 << 22  # No PID is as large (`proc(5)`, pid_max).


def messenger(number: int) -> int:
    """Who brings a task its signals: known by a number of its own, below those of all timers."""
    return -_MESSENGERS - number


class ScheduleMismatch(Exception):
    """A wished-for step is not possible: the schedule belongs to another program, or to another version of it.

    `who` was to go at the choice with the index `choice`.
    """

    def __init__(self, who: int, choice: int) -> None:
        super().__init__(f"{who} cannot go at choice {choice}")
        self.who = who
        self.choice = choice


class Scheduler:
    """Chooses steps, and remembers the choices where there was one.

    Args:
        seed: 0 for the default policy, any other for a random order of its own.
        wishes: whose step to take at the first choices; after them the policy goes on.
    """

    def __init__(self, seed: int, wishes: Sequence[int] = ()) -> None:
        self.timed = seed == 0
        self._random = random.Random(seed) if seed else None  # noqa: S311 - reproducible on purpose
        self._wishes = list(reversed(wishes))
        self.choices: list[int] = []

    def choose(self, steps: Sequence[Step], now: int) -> Step:
        """One of the steps (at least one), which can be done now or, if none can, soonest.

        Raises:
            ScheduleMismatch: the wish at this point names nobody who could go.
        """
        earliest = min(steps, key=lambda step: (step.when, step.who))
        possible = possible_now(steps, now)
        if len(possible) == 1:
            return possible[0]
        if self._wishes:
            chosen = self._wished(possible)
        elif self._random is not None:
            chosen = self._random.choice(possible)
        else:
            chosen = earliest
        self.choices.append(chosen.who)
        return chosen

    def _wished(self, possible: Sequence[Step]) -> Step:
        who = self._wishes.pop()
        for step in possible:
            if step.who == who:
                return step
        raise ScheduleMismatch(who, len(self.choices))


class ExploringScheduler:
    """Follows a prefix of choices to its end, then goes on with whoever is not asleep (`Exploration.sleeping`)."""

    timed = False

    def __init__(self, exploration: Exploration) -> None:
        self._prefix = exploration.prefix
        self._asleep = dict(exploration.sleeping)
        self.choices: list[int] = []

    def choose(self, steps: Sequence[Step], now: int, computes: Callable[[Step], bool]) -> Step | None:
        """One of the steps that can be done now or soonest; None when all of those are asleep.

        One that only goes on with a computation (`computes`) is taken when it is its task's turn, or nobody else
        can go, for it may have no end. It is no choice.

        Raises:
            ScheduleMismatch: the prefix names somebody who cannot go.
        """
        possible = possible_now(steps, now)
        taken = len(self.choices)
        if taken < len(self._prefix):
            chosen = next((step for step in possible if step.who == self._prefix[taken]), None)
            if chosen is None:
                raise ScheduleMismatch(self._prefix[taken], taken)
        else:
            awake = [step for step in possible if step.who not in self._asleep]
            chosen = min(awake, key=computes, default=None)
        if chosen is not None and not computes(chosen):
            self.choices.append(chosen.who)
        return chosen

    def done(self, accesses: tuple[str, ...]) -> None:
        """The chosen step had these accesses: those asleep whom it conflicts with wake up."""
        if len(self.choices) >= len(self._prefix):
            self._asleep = {who: others for who, others in self._asleep.items() if not conflict(others, accesses)}


def possible_now(steps: Sequence[Step], now: int) -> list[Step]:
    """Those of the steps that can be done now or, if none can, soonest; by `who`."""
    horizon = max(now, min(step.when for step in steps))
    return sorted((step for step in steps if step.when <= horizon), key=lambda step: step.who)
