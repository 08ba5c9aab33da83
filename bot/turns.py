"""Whose turn it is to run a program: each user one at a time, and neither a user nor a server too many in a minute.

The runner's own queue is fair among users; what is kept here is that nobody stands in it twice, and that those who
wait are told where they stand.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import discord
from discord.ext import commands

from bot.errors import UserError
from demos.recording import Job, Recording
from demos.runner import Runner

MINUTE = 60.0

MOST_WAITING = 3
"""How many runs of a user may wait behind the one that is on."""

LOOK_SECONDS = 2.0
"""How often somebody who waits is told a new place."""

Tell = Callable[[int], Awaitable[object]]
"""Told the place in the queue, again whenever it has changed; 0 when it is the run's turn."""


class Turns:
    """Runs jobs for users, in turn.

    Args:
        runner: where they run.
        user_rate, server_rate: how many runs a user, and all users of a server together, may start in a minute.
        rate_on: how many a user may start on a server, where that is less; 0 or None where nothing is said.
    """

    def __init__(
        self,
        runner: Runner,
        *,
        user_rate: int,
        server_rate: int,
        rate_on: Callable[[int | None], int | None] = lambda server: None,
    ) -> None:
        self._runner = runner
        self._user_rate = user_rate
        self._rate_on = rate_on
        self._users: dict[int, commands.CooldownMapping[int]] = {}
        """For each rate the users who are held to it."""
        self._servers = commands.CooldownMapping[int].from_cooldown(server_rate, MINUTE, int)
        self._lines: dict[int, list[asyncio.Future[None]]] = {}
        """For each user the tickets of their runs, in order: done when the run is over."""

    async def run(self, job: Job, *, user: int, server: int | None, tell: Tell) -> Recording:
        """Run a job when it is its turn. `user` and `server` are ids, `server` None in direct messages.

        Raises:
            UserError: too many in a minute, or too many that wait already; nothing was told.
            RunError: see `Runner.run`.
        """
        self.admit(user, server)
        line = self._lines.setdefault(user, [])
        ahead = set(line)
        ticket = asyncio.get_running_loop().create_future()
        line.append(ticket)
        try:
            await self._wait(ahead, user, tell)
            return await self._run(job, user, tell)
        finally:
            ticket.set_result(None)
            line.remove(ticket)
            if not line:
                del self._lines[user]

    def admit(self, user: int, server: int | None) -> None:
        """Count a run of the user, or something that takes as much.

        Raises:
            UserError: too many in a minute, or too many that wait already.
        """
        if len(self._lines.get(user, ())) > MOST_WAITING:
            raise UserError("run-too-many-waiting", count=MOST_WAITING)
        now = discord.utils.utcnow().timestamp()
        rate = min(self._user_rate, self._rate_on(server) or self._user_rate)
        if rate not in self._users:
            self._users[rate] = commands.CooldownMapping[int].from_cooldown(rate, MINUTE, int)
        buckets = {"run-too-fast": self._users[rate].get_bucket(user, now)}
        if server is not None:
            buckets["run-too-fast-server"] = self._servers.get_bucket(server, now)
        for key, bucket in buckets.items():
            if bucket is not None and (seconds := bucket.get_retry_after(now)):
                raise UserError(key, count=int(bucket.rate), seconds=math.ceil(seconds))
        for bucket in buckets.values():
            if bucket is not None:
                bucket.update_rate_limit(now)

    async def _wait(self, ahead: set[asyncio.Future[None]], user: int, tell: Tell) -> None:
        """Wait until these runs of the user are over."""
        told = None
        while ahead := {ticket for ticket in ahead if not ticket.done()}:
            place = len(ahead) + self._runner.place(user)
            if place != told:
                await tell(place)
                told = place
            await self._look_away(ahead)

    async def _run(self, job: Job, user: int, tell: Tell) -> Recording:
        """Run the job, and tell its place in the runner's queue meanwhile."""
        running = asyncio.create_task(self._runner.run(job, owner=user))
        told = None
        try:
            await asyncio.sleep(0)  # then it stands in the queue
            while not running.done():
                place = self._runner.place(user)
                if place != told:
                    await tell(place)
                    told = place
                await self._look_away({running})
            return await running
        finally:
            running.cancel()

    async def _look_away(self, going_on: Iterable[asyncio.Future[Any]]) -> None:
        """Wait until one of these is over, but not for long."""
        await asyncio.wait(going_on, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
