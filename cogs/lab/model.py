"""An experiment with everything that is shown of it: what `bot.store.labs` keeps, read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language import Language, Languages
from bot.store.lab_data import Kept, Standing
from bot.store.lab_data import Trial as KeptTrial
from cogs.lab.data import Result, Samples, Subject, Task, unpack


@dataclass(frozen=True)
class Trial:
    """A run of the experiment. `right` is how many were right; before the reveal nobody is told."""

    number: int
    task: Task
    recording: str | None
    result: Result | None
    samples: Samples | None
    revealed: bool
    predictions: int
    right: int


@dataclass(frozen=True)
class Lab:
    """An experiment. `place` are the ids of channel and message, None where there is no message."""

    id: int
    subject: Subject
    standing: Standing
    language: Language
    server: int | None
    place: tuple[int, int] | None
    thread: int | None
    version: int
    trials: tuple[Trial, ...]

    @property
    def current(self) -> Trial:
        """The latest trial."""
        return self.trials[-1]

    def trial(self, number: int) -> Trial:
        """The trial with that number.

        Raises:
            LookupError: there is none.
        """
        return self.trials[number - 1]


def read(kept: Kept, languages: Languages) -> Lab:
    """The experiment.

    Raises:
        ValueError: another version of the bot has written it.
    """
    return Lab(
        id=kept.id,
        subject=unpack(kept.subject, Subject),
        standing=kept.standing,
        language=languages.find(kept.language) or languages.default,
        server=kept.server,
        place=(kept.channel, kept.message) if kept.channel and kept.message else None,
        thread=kept.thread,
        version=kept.version,
        trials=tuple(map(_trial, kept.trials)),
    )


def _trial(kept: KeptTrial) -> Trial:
    return Trial(
        number=kept.number,
        task=unpack(kept.job, Task),
        recording=kept.recording,
        result=unpack(kept.result, Result) if kept.result else None,
        samples=unpack(kept.samples, Samples) if kept.samples else None,
        revealed=kept.revealed_at is not None,
        predictions=kept.predictions,
        right=kept.right,
    )
