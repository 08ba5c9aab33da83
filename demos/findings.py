"""What was found out about a program's outcomes, for people: in truth, and if its sleeps were taken at their word.

A sleep synchronises nothing: whoever sleeps a second may be woken late, or the others may be slow. What a program
can do only because of that is the lesson that `Findings` tells.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from demos.outcomes import RUNS, SECONDS, Explorer, Outcome, Outcomes, Progress, Sleeps
from demos.recording import Ending, Job, Recording, Sleep
from demos.runner import Runner

TRUSTED_SECONDS = 3.0
"""How long the second exploration may take at least, also when the first one has used up the time."""

Lesson: TypeAlias = Literal["sleeps", "clock"]
"""``sleeps``: who trusts the sleeps misses outcomes. ``clock``: they are others, for the program looks at it."""

_Key: TypeAlias = tuple[str, str, Ending]


@dataclass(frozen=True, slots=True)
class Findings:
    """The outcomes of a program.

    `outcomes` are those with sleeps as they were asked for; `trusted` those with sleeps taken at their word, where
    the program sleeps and both were asked for. `usual` is the index of the outcome that an ordinary run has; None
    when it is not among them.
    """

    outcomes: Outcomes
    trusted: Outcomes | None = None
    usual: int | None = None

    @property
    def reasons(self) -> list[str]:
        """Why the list is not complete: ``threads``, ``randomness``, ``sockets``, ``shared memory``, ``length``,
        ``runs``, ``seconds``, ``cancelled``; empty when it is."""
        return self.outcomes.reason.split(", ") if self.outcomes.reason else []

    @property
    def sampled(self) -> int:
        """In how many random orders it ran, of a program that cannot be explored; 0 when it was explored."""
        found = self.outcomes.outcomes
        return sum(outcome.runs for outcome in found) if any(_is_sample(outcome) for outcome in found) else 0

    @property
    def lesson(self) -> Lesson | None:
        """What the difference between the two ways to take sleeps teaches; None when there is nothing to tell."""
        if self.trusted is None or not self.trusted.complete:
            return None
        everything = {_key(outcome) for outcome in self.outcomes.outcomes}
        at_their_word = {_key(outcome) for outcome in self.trusted.outcomes}
        if at_their_word < everything:
            return "sleeps"
        return "clock" if self.outcomes.complete and at_their_word != everything else None

    @property
    def at_their_word(self) -> frozenset[int]:
        """The indexes of the outcomes that are left if sleeps are taken at their word, with that lesson."""
        if self.trusted is None or self.lesson != "sleeps":
            return frozenset()
        keys = {_key(outcome) for outcome in self.trusted.outcomes}
        return frozenset(index for index, outcome in enumerate(self.outcomes.outcomes) if _key(outcome) in keys)


class Search:
    """Finds out about one job.

    Args:
        ordinary: the Recording of an ordinary run of it, to find that among the outcomes; None not to.
        sleeps: how sleeps are taken; None to ignore them, and to see what trusting them would change.
        owner: whose runs these are in the runner's fair queue.
    """

    def __init__(
        self,
        runner: Runner,
        job: Job,
        ordinary: Recording | None,
        *,
        sleeps: Sleeps | None = None,
        max_runs: int = RUNS,
        max_seconds: float = SECONDS,
        progress: Callable[[Progress], None] | None = None,
        owner: Hashable = None,
    ) -> None:
        self._runner, self._job, self._ordinary = runner, job, ordinary
        self._max_runs, self._max_seconds, self._owner = max_runs, max_seconds, owner
        self._both = sleeps is None
        self._explorer = self._explore(sleeps or "ignored", max_seconds, progress)
        self._stopped = False

    def stop(self) -> None:
        """End early, with what is found by now."""
        self._stopped = True
        self._explorer.stop()

    async def findings(self) -> Findings:
        """Explore, as far as the bounds allow.

        Raises:
            RunError: the engine failed.
        """
        began = time.perf_counter()
        found = await self._explorer.explore()
        trusted = None
        if self._both and self._comparable(found) and self._ordinary and sleeps_in(self._ordinary):
            left = began + self._max_seconds - time.perf_counter()
            self._explorer = self._explore("trusted", max(TRUSTED_SECONDS, left))
            trusted = await self._explorer.explore()
        return Findings(found, trusted, self._usual(found))

    def _usual(self, found: Outcomes) -> int | None:
        if self._ordinary is None:
            return None
        ordinary = (self._ordinary.stdout, self._ordinary.stderr, self._ordinary.ending)
        return next((index for index, outcome in enumerate(found.outcomes) if _key(outcome) == ordinary), None)

    def _comparable(self, found: Outcomes) -> bool:
        """Whether it is of use to explore again: not where that cannot be done, or somebody waits for the end."""
        return not self._stopped and found.reason in (None, "runs", "seconds")

    def _explore(
        self, sleeps: Sleeps, seconds: float, progress: Callable[[Progress], None] | None = None
    ) -> Explorer:
        return Explorer(
            self._runner,
            self._job,
            sleeps=sleeps,
            max_runs=self._max_runs,
            max_seconds=seconds,
            progress=progress,
            owner=self._owner,
        )


def sleeps_in(recording: Recording) -> bool:
    """Whether a process slept for some time in that run."""
    return any(isinstance(event, Sleep) and event.seconds for event in recording.events)


def _key(outcome: Outcome) -> _Key:
    return outcome.stdout, outcome.stderr, outcome.ending


def _is_sample(outcome: Outcome) -> bool:
    return outcome.seed_replay is not None
