"""A full disk, a locked file, a kill in the middle: what was acknowledged is there, and nothing is half-written."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store import Store, StoreError, open_store
from bot.store.servers import ServerSettings
from tests.bot.store.test_store import url
from tests.repository import ROOT

pytestmark = pytest.mark.core

WRITER = """
import asyncio, signal, sys
from bot.store import open_store
from bot.store.servers import ServerSettings

async def main():
    async with open_store(sys.argv[1]) as store:
        for number in range(1, 100_000):
            await store.servers.set(number, number, ServerSettings(prefix="?", runs=number))
            print(number, flush=True)

signal.alarm(60)  # nobody waits for it any longer
asyncio.run(main())
"""
"""Keeps rows of two tables in each transaction, and says so after each."""


def kill_writer(database: str, after: int) -> list[int]:
    """Kill a writer after so many acknowledgements; returns all that it gave."""
    command = [sys.executable, "-c", WRITER, database]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(after)]
        writer.send_signal(signal.SIGKILL)
        return acknowledged + [int(line) for line in writer.stdout.read().splitlines()]


async def pragma(store: Store, setting: str) -> None:
    async def change(session: AsyncSession) -> None:
        await session.execute(text(f"PRAGMA {setting}"))

    await store._transact(change)


async def first_failure(store: Store) -> tuple[int, str]:
    """Write until that fails: the server whose settings were not kept, and the reason."""
    for number in range(1000):
        try:
            await store.servers.set(number, 1, ServerSettings(prefix="?" * 16))
        except StoreError as error:
            return number, str(error)
    raise AssertionError("the disk was never full")


async def test_a_full_disk(tmp_path: Path) -> None:
    async with open_store(url(tmp_path)) as store:
        await store.set_language(1, "en")
        await pragma(store, "max_page_count = 1")  # never less than there are: the file cannot grow any more
        failed, reason = await first_failure(store)
        assert "full" in reason
        assert store.servers.of(failed) == ServerSettings()
        assert await store.servers.changes(failed, 1) == []
        await pragma(store, "max_page_count = 4294967294")
        await store.servers.set(failed, 1, ServerSettings(runs=1))
        assert await store.language_of(1) == "en"
    async with open_store(url(tmp_path)) as store:
        assert store.servers.of(failed).runs == 1


async def test_a_locked_file(tmp_path: Path) -> None:
    async with open_store(url(tmp_path)) as store:
        await store.set_language(1, "en")
        await pragma(store, "busy_timeout = 1")
        other = sqlite3.connect(tmp_path / "forklore.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            await store.set_language(1, "zh-CN")
        assert await store.language_of(1) == "en"  # readers do not wait
        other.execute("ROLLBACK")
        other.close()
        await store.set_language(1, "zh-CN")
        assert await store.language_of(1) == "zh-CN"


@pytest.mark.parametrize("after", [1, 7, 40])
async def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, after: int) -> None:
    acknowledged = await asyncio.to_thread(kill_writer, url(tmp_path), after)
    async with open_store(url(tmp_path)) as store:
        for number in acknowledged:
            assert store.servers.of(number).runs == number
            changes = await store.servers.changes(number, 9)
            assert {change.setting for change in changes} == {"prefix", "runs"}
        following = acknowledged[-1] + 1  # wholly there, or not at all
        kept = store.servers.of(following).runs is not None
        assert len(await store.servers.changes(following, 9)) == (2 if kept else 0)
