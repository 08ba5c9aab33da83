"""The real engine for all tests of the bot: started once, in a thread with an event loop of its own.

Each test has an event loop of its own too, so none of them could keep a Runner for the others.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Hashable

from demos.recording import Job, Recording
from demos.runner import Runner, RunnerStatus


class SharedRunner:
    """Does what a `Runner` does, for any event loop. A context manager."""

    def __init__(self) -> None:
        self._runner = Runner(workers=1)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> SharedRunner:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._runner.__aenter__(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.__aexit__(None, None, None), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def run(self, job: Job, *, owner: Hashable = None) -> Recording:
        running = asyncio.run_coroutine_threadsafe(self._runner.run(job, owner=owner), self._loop)
        return await asyncio.wrap_future(running)

    def place(self, owner: Hashable) -> int:
        return self._runner.place(owner)

    def status(self) -> RunnerStatus:
        return self._runner.status()
