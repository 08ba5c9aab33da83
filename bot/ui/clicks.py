"""Several people click on one message at once: they are answered one after the other, and the last click wins."""

from __future__ import annotations

import asyncio
import contextlib
import weakref
from collections.abc import AsyncIterator
from typing import Any

import discord


class _Line:
    """Those whose clicks on one message are not answered yet."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.newest = 0


class Clicks:
    """The clicks on messages whose answer changes the message itself."""

    def __init__(self) -> None:
        self._lines: weakref.WeakValueDictionary[int, _Line] = weakref.WeakValueDictionary()

    @contextlib.asynccontextmanager
    async def turn(self, interaction: discord.Interaction[Any]) -> AsyncIterator[bool]:
        """Wait until the clicks before on the same message are answered.

        Gives whether this is still the newest: what it asks for would be replaced at once otherwise, so that it is
        enough to acknowledge it.
        """
        message = interaction.message.id if interaction.message else interaction.id
        line = self._lines.setdefault(message, _Line())
        line.newest += 1
        number = line.newest
        async with line.lock:
            if number == line.newest:
                yield True
                return
        yield False
