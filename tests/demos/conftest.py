"""The engine, started once for all tests of `demos`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.demos.engine import Engine


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with Engine() as started:
        yield started
