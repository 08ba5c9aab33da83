"""Who may explore, one program at a time, and how far it has come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec

from bot.client import Forklore
from bot.errors import UserError
from demos.findings import Findings, Search
from demos.outcomes import Progress
from demos.recording import Job, Limits

SECONDS, RUNS = 20.0, 2000
"""How much one exploration does at the most."""

RUN = Limits(wall_seconds=5.0, cpu_seconds=1.0)
"""The most that a single run of it may take."""

LOOK_SECONDS = 2.0
"""How often somebody who waits is told how far it has come."""

Tell = Callable[[int, Progress | None], Awaitable[object]]
"""Told the place in the queue (0 when it is on), and how far it has come when that has changed."""


@dataclass(eq=False)
class _Exploration:
    ticket: str
    search: Search | None = None
    stopped: bool = False


class Explorations:
    """The explorations that are on, at most one for each user."""

    def __init__(self, bot: Forklore) -> None:
        self._bot = bot
        self._by_user: dict[int, _Exploration] = {}

    async def explore(self, job: Job, *, user: int, server: int | None, ticket: str, tell: Tell) -> Findings:
        """Explore for a user (an id), in turn with the others; `ticket` names it for `stop`.

        Raises:
            UserError: another one of the user is on, or too many programs were run in a minute.
            RunError: the engine failed.
        """
        if user in self._by_user:
            raise UserError("outcomes-busy")
        exploration = self._by_user[user] = _Exploration(ticket)
        try:
            return await self._explore(bounded(job), exploration, user, server, tell)
        finally:
            del self._by_user[user]

    def stop(self, ticket: str) -> bool:
        """Let an exploration end with what it has found; False when none has that ticket."""
        for exploration in self._by_user.values():
            if exploration.ticket == ticket:
                exploration.stopped = True
                if exploration.search is not None:
                    exploration.search.stop()
                return True
        return False

    async def _explore(
        self, job: Job, exploration: _Exploration, user: int, server: int | None, tell: Tell
    ) -> Findings:
        latest: Progress | None = None

        def heard(progress: Progress) -> None:
            nonlocal latest
            latest = progress

        async def place(number: int) -> None:
            await tell(number, None)

        ordinary = await self._bot.turns.run(job, user=user, server=server, tell=place)
        exploration.search = Search(
            self._bot.runner, job, ordinary, max_runs=RUNS, max_seconds=SECONDS, progress=heard, owner=user
        )
        if exploration.stopped:
            exploration.search.stop()
        searching: asyncio.Task[Findings] = self._bot.aside(exploration.search.findings())
        told = None
        try:
            while not searching.done():
                await self._bot.sleep(LOOK_SECONDS, searching)
                if latest != told and not searching.done():
                    await tell(0, latest)
                    told = latest
            return await searching
        finally:
            searching.cancel()


def bounded(job: Job) -> Job:
    """The job with limits that let many runs of it take little time."""
    limits = msgspec.structs.replace(
        job.limits,
        wall_seconds=min(job.limits.wall_seconds, RUN.wall_seconds),
        cpu_seconds=min(job.limits.cpu_seconds, RUN.cpu_seconds),
    )
    return msgspec.structs.replace(job, limits=limits)
