"""Clicks on one message are answered in order, and only the newest of those that wait."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.ui.clicks import Clicks

pytestmark = pytest.mark.core


def click(message: int | None) -> Any:
    return SimpleNamespace(id=99, message=None if message is None else SimpleNamespace(id=message))


async def test_one_at_a_time_and_only_the_newest() -> None:
    clicks = Clicks()
    told: list[tuple[str, bool]] = []
    first_is_on, first_may_end = asyncio.Event(), asyncio.Event()

    async def answer(name: str) -> None:
        async with clicks.turn(click(5)) as newest:
            if name == "first":
                first_is_on.set()
                await first_may_end.wait()
            told.append((name, newest))

    first = asyncio.create_task(answer("first"))
    await first_is_on.wait()
    others = [asyncio.create_task(answer(name)) for name in ("second", "third", "fourth")]
    await asyncio.sleep(0)
    assert told == []
    first_may_end.set()
    await asyncio.gather(first, *others)
    assert dict(told) == {"first": True, "second": False, "third": False, "fourth": True}
    assert told[0][0] == "first"


async def test_messages_do_not_wait_for_each_other() -> None:
    clicks = Clicks()
    async with clicks.turn(click(1)) as one, clicks.turn(click(2)) as two, clicks.turn(click(None)) as none:
        assert (one, two, none) == (True, True, True)


async def test_an_error_lets_the_next_one_go_on_and_nothing_is_remembered() -> None:
    clicks = Clicks()
    with pytest.raises(ValueError, match="broken"):
        async with clicks.turn(click(1)):
            raise ValueError("broken")
    async with clicks.turn(click(1)) as newest:
        assert newest
    assert not list(clicks._lines)
