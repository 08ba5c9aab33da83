"""A runner for explorations, which the tests of this folder share: one worker for each core."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from demos.outcomes import Explorer, Outcomes
from demos.recording import Job, Recording
from demos.runner import Runner


class Explorations:
    """Explores programs, one after the other. A context manager."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._runner = Runner()

    def __enter__(self) -> Explorations:
        self._loop.run_until_complete(self._runner.__aenter__())
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.run_until_complete(self._runner.__aexit__(None, None, None))
        self._loop.close()

    def explore(self, job: Job, **options: Any) -> Outcomes:
        """All outcomes; `options` are those of the Explorer."""
        return self._loop.run_until_complete(Explorer(self._runner, job, **options).explore())

    def run(self, job: Job) -> Recording:
        return self._loop.run_until_complete(self._runner.run(job))


@pytest.fixture(scope="session")
def explorations() -> Iterator[Explorations]:
    with Explorations() as started:
        yield started
