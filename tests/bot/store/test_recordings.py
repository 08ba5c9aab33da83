"""Recordings are kept once for each distinct run, across a restart, and not for ever."""

from __future__ import annotations

import asyncio
import re
import zlib

import msgspec
import pytest
from hypothesis import given
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import limits
from bot.store import MEMORY, Store, StoreError, open_store
from bot.store import recordings as module
from bot.store.recordings import KEEP_DAYS, Recordings
from bot.store.schema import StoredRecording
from demos.recording import Program, Recording
from tests import samples
from tests.demos.recordings import recordings

pytestmark = pytest.mark.core

DAY = 24 * 60 * 60


def other(number: int) -> Recording:
    """A recording unlike those with another number."""
    return msgspec.structs.replace(samples.orphan(), program=Program("p.py", f"# {number}"))


async def rows(store: Store) -> int:
    count = select(func.count()).select_from(StoredRecording)
    return await store._transact(lambda session: session.scalar(count)) or 0


async def test_a_recording_survives_a_restart(database: str) -> None:
    async with open_store(database) as store:
        identity = await store.recordings.put(samples.orphan())
    async with open_store(database) as store:
        assert await store.recordings.get(identity) == samples.orphan()
        assert await store.recordings.get("nothing") is None


@given(recordings())
def test_any_recording_comes_back_as_it_was(recording: Recording) -> None:
    _, data = module._pack(recording)
    assert module._unpack(data) == recording


async def test_the_same_run_is_kept_once_however_long_it_took(store: Store) -> None:
    first = await store.recordings.put(samples.orphan())
    again = await store.recordings.put(msgspec.structs.replace(samples.orphan(), wall_seconds=9.0))
    assert again == first
    assert await store.recordings.put(other(1)) != first
    assert await rows(store) == 2


async def test_many_put_the_same_run_at_once(store: Store) -> None:
    identities = await asyncio.gather(*(store.recordings.put(samples.orphan()) for _ in range(30)))
    assert len(set(identities)) == 1
    assert await rows(store) == 1


async def test_an_id_fits_into_a_custom_id(store: Store) -> None:
    identities = [await store.recordings.put(other(number)) for number in range(20)]
    assert all(re.fullmatch(r"[\w-]{12}", identity, re.ASCII) for identity in identities)
    assert len(identities[0]) < limits.CUSTOM_ID


async def test_what_was_not_run_for_long_is_forgotten(store: Store) -> None:
    now = 1_000_000_000.0
    kept = Recordings(store._transact, lambda: now)
    old, again, new = [await kept.put(other(number)) for number in range(3)]
    now += (KEEP_DAYS - 1) * DAY
    await kept.put(other(1))
    await kept.prune()
    assert None not in [await kept.get(identity) for identity in (old, again, new)]
    now += 2 * DAY
    new = await kept.put(other(3))
    await kept.prune()
    assert await kept.get(old) is None
    assert await kept.get(again) == other(1), "it was run again meanwhile"
    assert await kept.get(new) == other(3)


async def test_the_oldest_are_forgotten_when_it_is_too_much(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000_000.0
    kept = Recordings(store._transact, lambda: now)
    identities = []
    for number in range(10):
        identities.append(await kept.put(other(number)))
        now += 1
    size = len(module._pack(other(0))[1])
    monkeypatch.setattr(module, "KEEP_BYTES", 4 * size + size // 2)
    await kept.prune()
    assert [await kept.get(identity) is not None for identity in identities] == [False] * 6 + [True] * 4


async def test_opening_and_adding_forget_by_themselves(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_store(database) as store:
        await Recordings(store._transact, lambda: 0.0).put(other(0))
        assert await rows(store) == 1
    async with open_store(database) as store:
        assert await rows(store) == 0
        monkeypatch.setattr(module, "PRUNE_EVERY", 3)
        ancient = Recordings(store._transact, lambda: 0.0)
        await ancient.put(other(0))
        await ancient.put(other(1))
        assert await rows(store) == 2
        await store.recordings.put(other(2))
        await store.recordings.put(other(3))
        await store.recordings.put(other(4))
        assert await rows(store) == 3


@pytest.mark.parametrize("data", [b"not zlib", zlib.compress(b"{}"), zlib.compress(b'{"version":9}')])
async def test_what_a_newer_or_older_forklore_wrote_counts_as_gone(store: Store, data: bytes) -> None:
    identity = await store.recordings.put(samples.orphan())
    await store._transact(lambda session: session.execute(update(StoredRecording).values(data=data)))
    assert await store.recordings.get(identity) is None


async def test_a_failing_database_is_a_named_error() -> None:
    async def drop(session: AsyncSession) -> None:
        await session.execute(delete(StoredRecording))
        await (await session.connection()).exec_driver_sql("DROP TABLE recordings")

    async with open_store(MEMORY) as store:
        await store._transact(drop)
        with pytest.raises(StoreError):
            await store.recordings.put(samples.orphan())
        with pytest.raises(StoreError):
            await store.recordings.get("x")
