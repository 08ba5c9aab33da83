"""The tests of the store run on SQLite and on PostgreSQL alike.

One server is started for all of them, and one database in it is migrated once and emptied before each test.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store import MEMORY, Store, open_store
from tests.postgresql import MISSING, PostgreSQL, binaries, server

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    programs = binaries()
    if programs is None:
        pytest.skip(MISSING)
    with server(programs) as started:
        yield started


@pytest.fixture(scope="session")
def _shared(postgresql: PostgreSQL) -> str:
    return postgresql.database()


def _empty(request: pytest.FixtureRequest) -> str:
    """The URL of the PostgreSQL database that the tests use in turn, without rows."""
    url: str = request.getfixturevalue("_shared")
    started: PostgreSQL = request.getfixturevalue("postgresql")
    started.empty(url)
    return url


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database that lasts: it can be opened again."""
    return f"sqlite:///{tmp_path / 'forklore.db'}" if request.param == "sqlite" else _empty(request)


@pytest.fixture(params=DATABASES)
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    """A store on an empty database."""
    async with open_store(MEMORY if request.param == "sqlite" else _empty(request)) as opened:
        yield opened
