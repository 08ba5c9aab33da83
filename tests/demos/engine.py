"""The real engine for tests that are not coroutines themselves, and the questions that they ask of a Recording."""

from __future__ import annotations

import asyncio
import textwrap
from typing import Any, TypeVar

from demos import recording as r
from demos.runner import Runner
from tests.demos.worker.invariants import check

E = TypeVar("E", bound=r.Event)


class Engine:
    """One worker that runs programs, one after the other; a context manager.

    Every Recording that it hands out has kept the rules of `invariants`.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._runner = Runner(workers=1)

    def __enter__(self) -> Engine:
        self._loop.run_until_complete(self._runner.__aenter__())
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.run_until_complete(self._runner.__aexit__(None, None, None))
        self._loop.close()

    def record(self, source: str, *, name: str = "program.py", **fields: Any) -> r.Recording:
        """Run a program, given with any indentation; `fields` are those of Job and of Limits."""
        limits = {field: fields.pop(field) for field in r.Limits.__struct_fields__ if field in fields}
        return self.run(r.Job(r.Program(name, textwrap.dedent(source)), limits=r.Limits(**limits), **fields))

    def run(self, job: r.Job) -> r.Recording:
        recording = self.last = self._loop.run_until_complete(self._runner.run(job))
        if job.exploration is None:  # Else it breaks off where other runs go on.
            check(recording)
        return recording


def of(recording: r.Recording, kind: type[E], pid: int | None = None) -> list[E]:
    """The events of one kind, of one process or of all."""
    return [event for event in recording.events if isinstance(event, kind) and pid in (None, event.pid)]


def only(recording: r.Recording, kind: type[E], pid: int | None = None) -> E:
    """The one event of that kind."""
    (event,) = of(recording, kind, pid)
    return event
