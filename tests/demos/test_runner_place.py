"""The place in the queue, as the runner tells it."""

from __future__ import annotations

import asyncio

from demos.recording import Job, Program
from demos.runner import Runner

LONG = Job(Program("long.py", "import time\ntime.sleep(60)\n"), clock="real")


async def status(runner: Runner, *, busy: int, queued: int) -> None:
    """Wait until the runner is that busy."""
    while (runner.status().busy, runner.status().queued) != (busy, queued):  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0)


async def test_owners_take_turns_and_know_when_theirs_is() -> None:
    async with Runner(workers=1) as runner:
        assert runner.place("ana") == 0
        running = [asyncio.create_task(runner.run(LONG, owner="ana"))]
        await status(runner, busy=1, queued=0)
        assert runner.place("ana") == 0

        running += [asyncio.create_task(runner.run(LONG, owner=owner)) for owner in ("ana", "ana", "bo", "lin")]
        await status(runner, busy=1, queued=4)
        assert [runner.place(owner) for owner in ("ana", "bo", "lin", "nobody")] == [1, 2, 3, 0]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def test_nobody_waits_for_a_worker_that_is_free() -> None:
    async with Runner(workers=2) as runner:
        running = asyncio.create_task(runner.run(LONG, owner="ana"))
        await asyncio.sleep(0)
        assert runner.place("ana") == 0
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
