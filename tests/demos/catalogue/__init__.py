"""What each demo shows, by topic: the questions that its tests ask of its recording, in several orders.

A test asks for `run` (in `conftest`), and is run once for each of `SEEDS`; what it asserts holds in every order.
"""

from __future__ import annotations

from typing import Protocol

from demos import recording as r
from demos.catalogue import load
from tests.demos.engine import of, only

__all__ = [
    "CATALOGUE",
    "DEADLOCKED",
    "ENDLESS",
    "SEEDS",
    "Ran",
    "Run",
    "answers",
    "codes",
    "kinds",
    "of",
    "only",
    "reapers",
    "tree",
    "written",
]

CATALOGUE = load()
SEEDS = (0, 1, 2)
"""The usual order, and two others."""
ENDLESS = {"zombie", "forever"}
"""Demos whose program ends only when somebody ends it."""
DEADLOCKED = {"deadlock"}
"""Demos whose processes wait for each other for ever."""


class Ran(Protocol):
    """The recording of a demo with that seed and these parameters; each run is made once."""

    def __call__(self, name: str, seed: int, /, **values: int | float) -> r.Recording: ...


class Run(Protocol):
    """Runs a demo with these parameters, in the order that the test is about."""

    def __call__(self, name: str, /, **values: int | float) -> r.Recording: ...


def written(recording: r.Recording, pid: int) -> str:
    """What the process wrote, to either stream."""
    return "".join(event.text for event in of(recording, r.Write, pid))


def codes(recording: r.Recording) -> dict[int, int | None]:
    """The exit code of each process that ended; None when a signal ended it."""
    return {event.pid: event.code for event in of(recording, r.Exit)}


def reapers(recording: r.Recording) -> dict[int, int]:
    """Who reaped whom: the child's PID, then the reaper's."""
    return {event.child: event.pid for event in of(recording, r.Reap)}


def answers(recording: r.Recording, call: str, pid: int) -> list[int]:
    """What each such call returned to the process."""
    return [event.result for event in of(recording, r.Call, pid) if event.call == call]


def kinds(recording: r.Recording) -> list[tuple[str, int]]:
    """Each event's kind and process, in order: ``("exit", 3)``."""
    return [(str(event.__struct_config__.tag), event.pid) for event in recording.events]


def tree(recording: r.Recording, name: str) -> dict[int, r.Process]:
    """The processes after the demo's moment, by PID."""
    moment = CATALOGUE.get(name).moment(recording)
    return {process.pid: process for process in recording.snapshot_at(moment).processes}
