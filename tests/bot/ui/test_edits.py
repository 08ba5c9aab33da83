"""Edits are coalesced, keep a distance, and the last state is always shown."""

from __future__ import annotations

import asyncio
from typing import cast

import aiohttp
import pytest

from bot.store import StoreError
from bot.ui.edits import ATTEMPTS, Edits

pytestmark = pytest.mark.core

CHANNEL = 7


class Clock:
    """Sleeps that end when they are told to."""

    def __init__(self) -> None:
        self.sleeping: list[tuple[float, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        over = asyncio.Event()
        self.sleeping.append((seconds, over))
        await over.wait()

    async def wake(self) -> list[float]:
        """End all sleeps; gives how long they were to be."""
        woken, self.sleeping = self.sleeping, []
        for _, over in woken:
            over.set()
        await settle()
        return [seconds for seconds, _ in woken]


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_of_many_the_first_and_the_last(clock: Clock) -> None:
    edits, shown, state = Edits(clock.sleep, pause=2), cast("list[int]", []), 0

    async def edit() -> int:
        shown.append(state)
        return CHANNEL

    for state in range(100):  # noqa: B007 - the edit reads it
        edits.ask("a", edit)
        await settle()
    assert shown == [0]
    assert edits.wanted("a")
    assert await clock.wake() == [2]
    assert shown == [0, 99]
    await clock.wake()
    assert edits.done == 2
    edits.ask("a", edit)
    await settle()
    assert shown == [0, 99, 99], "after a while it is done at once again"


async def test_many_messages_of_a_channel_share_what_it_takes(clock: Clock) -> None:
    edits = Edits(clock.sleep, pause=2)

    async def here() -> int:
        return CHANNEL

    async def elsewhere() -> int:
        return CHANNEL + 1

    for key in range(5):
        edits.ask(key, here)
    edits.ask("other", elsewhere)
    await settle()
    assert [seconds for seconds, _ in clock.sleeping] == [2, 2, 3, 4, 5, 2]


@pytest.mark.parametrize(
    "error",
    [StoreError("away"), OSError("away"), aiohttp.ClientConnectionError("away")],
    ids=lambda e: type(e).__name__,
)
async def test_what_fails_for_a_while_is_tried_again(clock: Clock, error: Exception) -> None:
    edits, tried = Edits(clock.sleep, pause=2), 0

    async def edit() -> int:
        nonlocal tried
        tried += 1
        if tried < ATTEMPTS:
            raise error
        return CHANNEL

    edits.ask("a", edit)
    await settle()
    waits = [await clock.wake() for _ in range(ATTEMPTS - 1)]
    assert tried == ATTEMPTS
    assert waits == [[4], [8], [16]]


async def test_a_fault_ends_the_edit_and_no_other(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    edits, shown = Edits(clock.sleep, pause=0), cast("list[str]", [])

    async def broken() -> int:
        raise ValueError("a fault")

    async def edit() -> int:
        shown.append("done")
        return CHANNEL

    edits.ask("a", broken)
    await settle()
    edits.ask("a", edit)
    await settle()
    assert shown == ["done"]
    assert "could not be edited" in caplog.text
    edits.stop()
