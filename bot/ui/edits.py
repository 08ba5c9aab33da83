"""Edits of messages that change often: as many as Discord likes, and the last one always comes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable

import aiohttp
import discord

from bot.store import StoreError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.5
"""Between two edits of one message, at least."""

CHANNEL_SECONDS = 1.0
"""Between two edits in one channel, on the average. Discord takes five in five seconds."""

ATTEMPTS = 4
"""How often an edit is tried when Discord or the database fails."""

Edit = Callable[[], Awaitable[int | None]]
"""Edits a message, and gives the id of its channel; None where there is nothing to edit."""


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
        self._channels: dict[Hashable, int | None] = {}

    def ask(self, key: Hashable, edit: Edit) -> None:
        """Have the message that `key` stands for edited soon."""
        self._wanted[key] = edit
        if key not in self._working:
            self._working[key] = asyncio.create_task(self._work(key))

    def wanted(self, key: Hashable) -> bool:
        """Whether the message will be edited once more."""
        return key in self._wanted

    def stop(self) -> None:
        """Do nothing any more."""
        for task in self._working.values():
            task.cancel()

    async def _work(self, key: Hashable) -> None:
        try:
            while key in self._wanted:
                self._channels[key] = await self._try(self._wanted.pop(key))
                self.done += 1
                if self.pause:
                    await self._sleep(max(self.pause, CHANNEL_SECONDS * self._beside(key)))
        finally:
            self._working.pop(key, None)
            self._wanted.pop(key, None)
            self._channels.pop(key, None)

    def _beside(self, key: Hashable) -> int:
        """How many messages are edited in the channel of that one, with it."""
        return list(self._channels.values()).count(self._channels[key])

    async def _try(self, edit: Edit) -> int | None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await edit()
            except (discord.HTTPException, aiohttp.ClientError, StoreError, OSError) as error:
                log.warning("a message could not be edited (%d of %d): %s", attempt, ATTEMPTS, error)
                if attempt < ATTEMPTS:
                    await self._sleep(self.pause * 2**attempt)
            except Exception:
                log.exception("a message could not be edited")
                break
        return None
