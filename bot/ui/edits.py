"""Edits of messages that change often: as many as Discord likes, and the last one always comes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable

import discord

from bot.store import StoreError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.5
"""Between two edits of one message. Discord takes five in five seconds from a channel."""

ATTEMPTS = 4
"""How often an edit is tried when Discord or the database fails."""

Edit = Callable[[], Awaitable[object]]


class Edits:
    """Does edits in the background: of those that are asked for in the meantime, only the last.

    An edit shows how things are when it is done, not when it was asked for. `sleep` waits for so many seconds.
    """

    def __init__(self, sleep: Callable[[float], Awaitable[None]], pause: float = PAUSE_SECONDS) -> None:
        self.pause = pause
        self.done = 0
        """How many edits there were, for whoever measures."""

        self._sleep = sleep
        self._wanted: dict[Hashable, Edit] = {}
        self._working: dict[Hashable, asyncio.Task[None]] = {}

    def ask(self, key: Hashable, edit: Edit) -> None:
        """Have the message that `key` stands for edited soon."""
        self._wanted[key] = edit
        if key not in self._working:
            self._working[key] = asyncio.create_task(self._work(key))

    def stop(self) -> None:
        """Do nothing any more."""
        for task in self._working.values():
            task.cancel()

    async def _work(self, key: Hashable) -> None:
        try:
            while key in self._wanted:
                await self._try(self._wanted.pop(key))
                self.done += 1
                if self.pause:
                    await self._sleep(self.pause)
        finally:
            self._working.pop(key, None)
            self._wanted.pop(key, None)

    async def _try(self, edit: Edit) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                await edit()
                return
            except (discord.HTTPException, StoreError, OSError) as error:
                log.warning("a message could not be edited (%d of %d): %s", attempt, ATTEMPTS, error)
                if attempt < ATTEMPTS:
                    await self._sleep(self.pause * 2**attempt)
            except Exception:
                log.exception("a message could not be edited")
                return
