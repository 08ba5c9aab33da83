"""Who goes next: the choice among the steps that are possible, in a controlled order.

Every step has a moment from which it can be done. The default policy takes the earliest, as a machine with a core
for each process would: a parent usually goes on before its new child has started, sleeps end in their order, and
nobody starves. A seed chooses at random among all that could go now. A list of wishes replays, or explores.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from demos.worker.processes import Task, Tracee


class Action(Enum):
    """What a step does with its task."""

    PERFORM = auto()  # The call goes to the kernel.
    EXPIRE = auto()  # The call's time is up.
    SIGNAL = auto()  # A pending signal is delivered, before the call.
    CONTINUE = auto()  # Computation that was interrupted goes on.
    ALARM = auto()  # The process's interval timer goes off.


@dataclass(frozen=True, slots=True)
class Step:
    """A possible next step: from the nanosecond `when` on, `who` (the id that the program knows) does `action`."""

    when: int
    who: int
    action: Action
    task: Task | None = None
    process: Tracee | None = None


class ScheduleMismatch(Exception):
    """A wished-for step is not possible: the schedule belongs to another program, or to another version of it."""


UNTIMED = -1
"""The seed of an order in which operations take no time and, where nothing is wished for, the lowest id goes."""


class Scheduler:
    """Chooses steps, and remembers the choices where there was one.

    Args:
        seed: 0 for the default policy, `UNTIMED`, or any other for a random order of its own.
        wishes: whose step to take at the first choices; after them the policy goes on.
    """

    def __init__(self, seed: int, wishes: Sequence[int] = ()) -> None:
        self.timed = seed == 0
        self._random = random.Random(seed) if seed > 0 else None  # noqa: S311 - reproducible on purpose
        self._wishes = list(reversed(wishes))
        self.choices: list[int] = []

    def choose(self, steps: Sequence[Step], now: int) -> Step:
        """One of the steps (at least one), which can be done now or, if none can, soonest.

        Raises:
            ScheduleMismatch: the wish at this point names nobody who could go.
        """
        earliest = min(steps, key=lambda step: (step.when, step.who))
        horizon = max(now, earliest.when)
        possible = sorted((step for step in steps if step.when <= horizon), key=lambda step: step.who)
        if len(possible) == 1:
            return possible[0]
        if self._wishes:
            chosen = self._wished(possible)
        elif self._random is not None:
            chosen = self._random.choice(possible)
        else:
            chosen = earliest if self.timed else possible[0]
        self.choices.append(chosen.who)
        return chosen

    def _wished(self, possible: Sequence[Step]) -> Step:
        who = self._wishes.pop()
        for step in possible:
            if step.who == who:
                return step
        raise ScheduleMismatch(f"{who} cannot go at choice {len(self.choices)}")
