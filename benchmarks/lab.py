"""Many members predict at once: how soon each click is acknowledged, and how often messages are edited for it.

    python -m benchmarks.lab [MEMBERS] [SECONDS]

In a simulated Discord each of so many members (300) opens the form of an experiment and sends it, at a random
moment of so many seconds (10): first all in one experiment, then spread over 20, then all of them in a second.
Discord gives a bot 3 s to acknowledge a click. The database is a SQLite file. What the simulator itself costs is
in the figures, and is most of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import discord
import simcord
from rich.table import Table
from simcord import interactions
from simcord.backend import serializers

from benchmarks.measure import percentile, show
from bot.client import Forklore
from bot.language import Languages
from bot.practice import World, simulated
from bot.settings import Settings
from bot.store import Store, open_store
from demos.catalogue import load
from demos.runner import Runner

EXPERIMENTS = 20
ALLOWED = 3.0
PATIENCE = 60.0


@dataclass
class Acknowledged:
    """When clicks were acknowledged, by the interaction's id."""

    waiting: dict[int, asyncio.Future[float]] = field(default_factory=dict)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Hear of each acknowledgement, after the simulated Discord has taken it."""
        response = discord.InteractionResponse
        originals = {name: getattr(response, name) for name in ("send_message", "send_modal", "defer")}

        def heard(name: str) -> Any:
            async def acknowledge(this: Any, *arguments: Any, **options: Any) -> Any:
                result = await originals[name](this, *arguments, **options)
                future = self.waiting.get(this._parent.id)
                if future is not None and not future.done():
                    future.set_result(time.perf_counter())
                return result

            return acknowledge

        try:
            for name in originals:
                setattr(response, name, heard(name))
            yield
        finally:
            for name, original in originals.items():
                setattr(response, name, original)


@dataclass
class Round:
    """What one way of predicting gave: seconds until each click was acknowledged."""

    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    edits: int = 0
    lost: int = 0


async def measure(members: int, experiments: int, seconds: float) -> Round:
    """So many members, spread over so many experiments, predict at random moments of that time."""
    async with bot() as (world, store):
        for _ in range(experiments):
            await next(iter(world.members.values())).send(world.channel, "!lab start orphan")
        messages = []
        for identity in range(1, experiments + 1):
            kept = await store.labs.get(identity)
            messages.append(kept.message if kept and kept.message else 0)
        people = [world.guild.add_member(world.env.create_user(f"member{number}")) for number in range(members)]
        acknowledged, done = Acknowledged(), Round()
        edits = sum(request.method == "PATCH" for request in world.env.http_requests)
        world.env._work.callbacks = _Newest(world.env._work.callbacks)
        begin, cpu = time.perf_counter(), time.process_time()
        with acknowledged.listening():
            await asyncio.gather(
                *(
                    _member(
                        _Sender(world, acknowledged, person, messages[number % experiments]),
                        number % experiments + 1,
                        random.uniform(0, seconds),
                        done,
                    )
                    for number, person in enumerate(people)
                )
            )
        done.seconds, done.cpu = time.perf_counter() - begin, time.process_time() - cpu
        await asyncio.sleep(4)  # The last edit of each message follows.
        done.edits = sum(request.method == "PATCH" for request in world.env.http_requests) - edits
        for identity in range(1, experiments + 1):
            given = {each.user for each in await store.labs.predictions(identity, 1)}
            expected = {person.id for number, person in enumerate(people) if number % experiments + 1 == identity}
            done.lost += len(expected - given)
        return done


@dataclass(frozen=True)
class _Sender:
    """A member at the message of an experiment."""

    world: World
    acknowledged: Acknowledged
    person: simcord.MemberActor
    message: int

    async def send(self, kind: int, data: dict[str, Any]) -> float:
        """Click or send a form; gives the seconds until it was acknowledged."""
        backend, channel = self.world.env.backend, self.world.channel.id
        record, payload = interactions.base_payload(
            backend,
            type=kind,
            channel_id=channel,
            guild_id=self.world.guild.id,
            user_id=self.person.id,
            data=data,
        )
        record.source_message_id = self.message
        stored = backend.get_message(channel, self.message)
        payload["message"] = dict(serializers.message_payload(backend, stored))
        future = self.acknowledged.waiting[record.id] = asyncio.get_running_loop().create_future()
        begin = time.perf_counter()
        backend.emit("INTERACTION_CREATE", payload)
        end: float = await asyncio.wait_for(future, PATIENCE)
        return end - begin


async def _member(sender: _Sender, identity: int, wait: float, done: Round) -> None:
    """One member opens the form at some time, and sends it at once."""
    await asyncio.sleep(wait)
    click = {"custom_id": f"press:lab-predict:{identity}:1", "component_type": 2}
    done.waits.append(await sender.send(3, click))
    typed = {"type": 4, "custom_id": "output", "value": f"I am {sender.person.id}"}
    form = {"custom_id": f"form:lab-given:{identity}:1", "components": [{"type": 18, "component": typed}]}
    done.waits.append(await sender.send(5, form))


class _Newest(list[Any]):
    """SimCord's list of callbacks: it compares each of them with all before, to remove the one that was called.

    That would take more time than everything else.
    """

    def remove(self, value: Any) -> None:
        for index in range(len(self) - 1, -1, -1):
            if self[index] is value:
                del self[index]
                return
        raise ValueError


@contextlib.asynccontextmanager
async def bot() -> AsyncIterator[tuple[World, Store]]:
    """The bot in a simulated Discord, on a database in a file."""
    languages = Languages()
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(f"sqlite:///{folder}/forklore.db") as store, Runner() as runner:
            made = Forklore(
                settings=Settings(user_runs_per_minute=1000),
                runner=runner,
                catalogue=load(),
                languages=languages,
                store=store,
            )
            async with simulated(made, languages.default) as world:
                yield world, store


def main() -> None:
    members = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 10.0
    ways = {
        f"1 experiment, {seconds:g} s": (1, seconds),
        f"{EXPERIMENTS} experiments, {seconds:g} s": (EXPERIMENTS, seconds),
        f"1 experiment, {seconds / 10:g} s": (1, seconds / 10),
    }
    table = Table(
        title=f"{members} members predict: milliseconds until a click is acknowledged", title_justify="left"
    )
    for heading in ("", "clicks", "median", "p99", "longest", "over 3 s", "CPU s", "edits", "lost"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, (experiments, spread) in ways.items():
        found = asyncio.run(measure(members, experiments, spread))
        table.add_row(
            name,
            str(len(found.waits)),
            f"{statistics.median(found.waits) * 1e3:.0f}",
            f"{percentile(found.waits, 99) * 1e3:.0f}",
            f"{max(found.waits) * 1e3:.0f}",
            str(sum(wait > ALLOWED for wait in found.waits)),
            f"{found.cpu:.1f} of {found.seconds:.1f}",
            str(found.edits),
            str(found.lost),
        )
    show(table)


if __name__ == "__main__":
    main()
