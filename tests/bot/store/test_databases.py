"""All of the store together, on each database; and a server that is away."""

from __future__ import annotations

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.store import StoreError, open_store
from bot.store.lab_data import Standing
from bot.store.recordings import Recordings
from bot.store.schema import Table
from bot.store.servers import LEFT_DAYS, Servers, ServerSettings
from cogs.lab.rules import PREDICT
from tests import samples
from tests.postgresql import PostgreSQL

pytestmark = pytest.mark.core

LARGEST = 2**63 - 1


def _same(standing: Standing) -> Standing:
    return standing


async def test_everything_survives_a_restart_and_can_be_deleted(database: str) -> None:
    settings = ServerSettings("f?", "zh-CN", frozenset({LARGEST, 2}), frozenset({3}), 0)
    standing = Standing(host=LARGEST, phase=PREDICT)
    async with open_store(database) as store:
        await store.set_language(LARGEST, "zh-CN")
        await store.servers.set(LARGEST, LARGEST, settings)
        await store.progress.join(LARGEST, LARGEST)
        recording = await store.recordings.put(samples.orphan(), LARGEST)
        quiz = await store.quizzes.open(b"{}", host=LARGEST, language="en", alone=False, seconds=5)
        assert await store.quizzes.answer(quiz, LARGEST, frozenset({0, 2}), 9)
        lab = await store.labs.open(
            standing, server=LARGEST, channel=1, language="en", concept="code", subject=b"\0s", job=b"j"
        )
        await store.labs.predict(lab, LARGEST, "猜", _same)
    async with open_store(database) as store:
        assert await store.language_of(LARGEST) == "zh-CN"
        assert store.servers.of(LARGEST) == settings
        assert [change.setting for change in await store.servers.changes(LARGEST, 9)] == [
            *("runs", "hosts", "channels", "language", "prefix")
        ]
        assert await store.recordings.get(recording) == samples.orphan()
        kept = await store.quizzes.get(quiz)
        assert kept is not None
        assert kept.answers == {LARGEST: frozenset({0, 2})}
        assert await store.quizzes.unfinished() == {quiz: 9}
        assert [given.answer for given in await store.labs.predictions(lab, 1)] == ["猜"]
        assert [past.answer for past in await store.progress.past(LARGEST)] == ["猜"]
        assert [place.user for place in await store.progress.board(LARGEST)] == [LARGEST]
        assert await store.labs.listed(server=LARGEST, channel=1)
        forgotten = await store.forget(LARGEST)
        assert (forgotten.language, forgotten.predictions, forgotten.experiments, forgotten.boards) == (1, 1, 1, 1)
        assert (forgotten.recordings, forgotten.changes) == (1, 5)
        await store.prune()


async def test_many_at_once(database: str) -> None:
    async with open_store(database) as store:
        lab = await store.labs.open(
            Standing(host=1, phase=PREDICT), server=1, channel=1, language="en", concept="c", subject=b"", job=b""
        )
        await asyncio.gather(
            *(store.labs.predict(lab, user, str(user), _same) for user in range(60)),
            *(store.recordings.put(samples.orphan()) for _ in range(10)),
            *(store.set_language(5, "en") for _ in range(10)),
        )
        given = await store.labs.predictions(lab, 1)
        assert {prediction.user for prediction in given} == set(range(60))


async def test_what_was_left_and_what_is_old_goes(database: str) -> None:
    now = 1_800_000_000
    async with open_store(database) as store:
        servers = Servers(store._transact, lambda: now)
        recordings = Recordings(store._transact, lambda: now)
        identity = await recordings.put(samples.orphan())
        await servers.set(1, 1, ServerSettings(runs=1))
        await servers.here([])
        now += (LEFT_DAYS + 1) * 24 * 60 * 60
        await servers.prune()
        await recordings.prune()
        assert await recordings.get(identity) is None
        assert await servers.changes(1, 1) == []


async def test_the_migrations_make_the_tables_of_the_schema(database: str) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))

    async with open_store(database) as store, store._sessions() as session:
        assert await (await session.connection()).run_sync(differences) == []


async def test_a_server_that_is_away_is_said_and_comes_back(postgresql: PostgreSQL) -> None:
    async with open_store(postgresql.database()) as store:
        await store.set_language(1, "zh-CN")
        await asyncio.to_thread(postgresql.stop)
        try:
            with pytest.raises(StoreError):
                await store.set_language(1, "en")
            with pytest.raises(StoreError):
                async with open_store(f"postgresql://test@/x?host={postgresql._folder}"):
                    pass
        finally:
            await asyncio.to_thread(postgresql.start)
        assert await store.language_of(1) == "zh-CN"
        await store.set_language(1, "en")
        assert await store.language_of(1) == "en"
