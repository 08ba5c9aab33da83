"""What `bot.store.labs` keeps of an experiment, as plain data, and how it is made of the rows of its tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.store.lab_tables import LabExperiment, LabPrediction, LabTrial


@dataclass(frozen=True)
class Standing:
    """How an experiment stands: what the rules decide about (`cogs.lab.rules.Experiment`).

    `deadline` is when the predictions are closed, None if nothing says so; `touched_at` when a host was last seen.
    """

    host: int
    phase: str
    cohosts: frozenset[int] = frozenset()
    trial: int = 1
    deadline: int | None = None
    touched_at: int = 0
    closed: bool = False


@dataclass(frozen=True)
class Trial:
    """A run of the experiment: `job`, `result` and `samples` are bytes of `cogs.lab`, None until there are some.

    `predictions` is how many have predicted, `right` how many of them were right, once it is revealed.
    """

    number: int
    job: bytes
    recording: str | None
    result: bytes | None
    samples: bytes | None
    revealed_at: int | None
    predictions: int
    right: int


@dataclass(frozen=True)
class Kept:
    """An experiment. `shown` is the version that its message shows; `trials` are in order."""

    id: int
    server: int | None
    channel: int | None
    message: int | None
    thread: int | None
    language: str
    concept: str
    subject: bytes
    opened_at: int
    version: int
    shown: int
    standing: Standing
    trials: tuple[Trial, ...]

    @property
    def current(self) -> Trial:
        """The latest trial."""
        return self.trials[-1]


@dataclass(frozen=True)
class Given:
    """A prediction; `verdict` is set when the trial is revealed."""

    user: int
    answer: str
    predicted_at: int
    verdict: str | None


@dataclass(frozen=True)
class Listed:
    """A line of a list of experiments."""

    id: int
    server: int | None
    channel: int | None
    message: int | None
    subject: bytes
    phase: str
    trial: int
    closed: bool
    predictions: int


def columns(standing: Standing) -> dict[str, Any]:
    """The columns of an experiment's row that hold how it stands."""
    values = {field.name: getattr(standing, field.name) for field in dataclasses.fields(standing)}
    users = ",".join(map(str, sorted(standing.cohosts)))
    return {**values, "cohosts": f",{users}," if users else ""}


def standing_of(experiment: LabExperiment) -> Standing:
    """How the experiment of a row stands."""
    values = {field.name: getattr(experiment, field.name) for field in dataclasses.fields(Standing)}
    users = filter(None, experiment.cohosts.split(","))
    return Standing(**{**values, "cohosts": frozenset(map(int, users))})


def kept_of(experiment: LabExperiment, trials: Iterable[Trial]) -> Kept:
    """The experiment of a row, with its trials."""
    names = [field.name for field in dataclasses.fields(Kept) if field.name not in ("standing", "trials")]
    values = {name: getattr(experiment, name) for name in names}
    return Kept(**values, standing=standing_of(experiment), trials=tuple(trials))


def trial_of(trial: LabTrial, counted: Mapping[int, tuple[int, int]]) -> Trial:
    """The trial of a row; `counted` gives, by trial, how many have predicted, and how many were right."""
    predictions, right = counted.get(trial.number, (0, 0))
    return Trial(
        trial.number,
        trial.job,
        trial.recording,
        trial.result,
        trial.samples,
        trial.revealed_at,
        predictions,
        int(right or 0),
    )


def given_of(given: LabPrediction) -> Given:
    """The prediction of a row."""
    return Given(given.user, given.answer, given.predicted_at, given.verdict)
