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
import asyncio, dataclasses, itertools, signal, sys
from bot.store import open_store
from bot.store.lab_data import Standing

def to(phase, trial=1):
    return lambda standing: dataclasses.replace(standing, phase=phase, trial=trial)

async def main():
    async with open_store(sys.argv[1]) as store:
        labs, count = store.labs, itertools.count(1)
        while True:
            standing = Standing(host=1, phase="predict")
            lab = await labs.open(
                standing, server=1, channel=1, language="en", concept="wait", subject=b"s", job=b"j"
            )
            print(next(count), flush=True)
            for step in (
                lambda: labs.predict(lab, 5, "guess", to("predict")),
                lambda: labs.change(lab, to("run")),
                lambda: labs.ran(lab, "recording", b"result", to("reveal")),
                lambda: labs.reveal(lab, lambda *_: {5: "right"}, to("discuss")),
                lambda: labs.vary(lab, b"another", to("predict", 2)),
            ):
                await step()
                print(next(count), flush=True)

signal.alarm(60)  # nobody waits for it any longer
asyncio.run(main())
"""
"""Takes one experiment after the other through all its steps, and says so after each: how many there were."""

STEPS = 6


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


async def steps_done(store: Store, lab: int) -> int:
    """How many steps of an experiment are kept, each of them wholly."""
    kept = await store.labs.get(lab)
    if kept is None:
        return 0
    first, given = kept.trials[0], await store.labs.predictions(lab, 1)
    done = ("predict", "run", "reveal", "discuss").index(kept.standing.phase) + 1
    done = STEPS if kept.standing.trial == 2 else done + bool(given) if done == 1 else done + 1
    assert len(kept.trials) == kept.standing.trial
    assert [each.answer for each in given] == ["guess"] * (done > 1)
    assert (first.recording, first.result) == (("recording", b"result") if done > 3 else (None, None))
    assert [each.verdict for each in given if each.verdict] == ["right"] * (done > 4)
    assert (first.revealed_at is not None) == (done > 4)
    return done


@pytest.mark.parametrize("after", [2, 30])
async def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, after: int) -> None:
    acknowledged = (await asyncio.to_thread(kill_writer, url(tmp_path), after))[-1]
    async with open_store(url(tmp_path)) as store:
        whole, begun = divmod(acknowledged, STEPS)
        assert [await steps_done(store, lab) for lab in range(1, whole + 1)] == [STEPS] * whole
        # The step that was cut off is wholly there, or not at all.
        assert await steps_done(store, whole + 1) in (begun, begun + 1)
        assert await steps_done(store, whole + 2) == 0
