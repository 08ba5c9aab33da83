"""Whose turn it is: one run at a time for each user, who is told where it stands, and not too many in a minute."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Awaitable, Callable, Hashable, Iterator
from typing import cast

import discord
import pytest

from bot import turns
from bot.errors import UserError
from bot.turns import MOST_WAITING, Turns
from demos.recording import Job, Program, Recording
from demos.runner import QueueFull, Runner
from tests import samples

pytestmark = pytest.mark.core

ANA, BO = 1, 2
SERVER, OTHER_SERVER = 10, 20


class Engine:
    """A runner with one worker, whose runs end when the test says so."""

    def __init__(self) -> None:
        self.runs: list[tuple[Hashable, str]] = []
        self.cancelled = 0
        self._line: list[Hashable] = []
        self._gates: dict[str, asyncio.Event] = {}

    async def run(self, job: Job, *, owner: Hashable = None) -> Recording:
        self.runs.append((owner, job.program.name))
        self._line.append(owner)
        if job.program.name == "refused":
            raise QueueFull
        try:
            await self._gates.setdefault(job.program.name, asyncio.Event()).wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self._line.remove(owner)
        return samples.orphan()

    def place(self, owner: Hashable) -> int:
        return self._line.index(owner) if owner in self._line else 0

    def finish(self, *names: str) -> None:
        for name in names:
            self._gates.setdefault(name, asyncio.Event()).set()

    @property
    def on(self) -> list[str]:
        return [name for _, name in self.runs]


class Asker:
    """Users who ask for runs, and what each run was told."""

    def __init__(self, served: Turns) -> None:
        self.turns = served
        self.told: dict[str, list[int]] = {}

    def ask(self, name: str, user: int = ANA, server: int | None = SERVER) -> asyncio.Task[Recording]:
        async def tell(place: int) -> None:
            self.told.setdefault(name, []).append(place)

        job = Job(Program(name, ""))
        return asyncio.create_task(self.turns.run(job, user=user, server=server, tell=tell))


class Clock:
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

    def forward(self, seconds: float) -> None:
        self.now += datetime.timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(discord.utils, "utcnow", lambda: made.now)
    return made


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def make(engine: Engine) -> Callable[..., Asker]:
    def make(user_rate: int = 100, server_rate: int = 1000) -> Asker:
        return Asker(Turns(cast(Runner, engine), user_rate=user_rate, server_rate=server_rate))

    return make


@pytest.fixture(autouse=True)
def _look_often() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(turns, "LOOK_SECONDS", 0.001)
        yield


async def soon() -> None:
    """Let everything happen that can."""
    for _ in range(20):
        await asyncio.sleep(0)


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0.001)


async def test_a_user_runs_one_at_a_time_in_order(engine: Engine, make: Callable[..., Asker]) -> None:
    asker = make()
    runs = [asker.ask(name) for name in ("a", "b", "c")]
    await soon()
    assert engine.on == ["a"]
    assert asker.told == {"a": [0], "b": [1], "c": [2]}

    engine.finish("a")
    await runs[0]
    await until(lambda: asker.told["c"] == [2, 1])
    assert engine.on == ["a", "b"]
    assert asker.told["b"] == [1, 0]
    engine.finish("b")
    await until(lambda: asker.told["c"] == [2, 1, 0])
    engine.finish("c")
    assert await asyncio.gather(*runs) == [samples.orphan()] * 3


async def test_users_do_not_wait_for_each_other_here_but_in_the_runner(
    engine: Engine, make: Callable[..., Asker]
) -> None:
    asker = make()
    runs = []
    for name, user in (("a", ANA), ("b", BO), ("c", BO)):
        runs.append(asker.ask(name, user))
        await soon()
    assert engine.runs == [(ANA, "a"), (BO, "b")], "the runner knows whose each is"
    assert asker.told == {"a": [0], "b": [1], "c": [2]}, "behind one's own that waits, one waits for both"

    engine.finish("a")
    await until(lambda: asker.told["b"] == [1, 0])
    engine.finish("b", "c")
    await asyncio.gather(*runs)


async def test_one_that_is_cancelled_lets_the_next_one_go(engine: Engine, make: Callable[..., Asker]) -> None:
    asker = make()
    runs = [asker.ask(name) for name in ("a", "b", "c", "d")]
    await soon()
    runs[1].cancel()  # while it waits
    await soon()
    assert engine.on == ["a"], "those behind it still wait for the one before it"
    runs[0].cancel()  # while it runs
    await until(lambda: engine.on == ["a", "c"])
    assert engine.cancelled == 1
    engine.finish("c", "d")
    await asyncio.gather(*runs, return_exceptions=True)
    assert engine.on == ["a", "c", "d"]


async def test_a_failure_is_told_and_lets_the_next_one_go(engine: Engine, make: Callable[..., Asker]) -> None:
    asker = make()
    engine.finish("b")
    runs = [asker.ask("refused"), asker.ask("b")]
    with pytest.raises(QueueFull):
        await runs[0]
    assert await runs[1] == samples.orphan()


async def test_when_nobody_can_be_told_nothing_goes_on(engine: Engine, make: Callable[..., Asker]) -> None:
    asker = make()

    async def tell(_: int) -> None:
        raise LookupError("the channel is gone")

    with pytest.raises(LookupError):
        await asker.turns.run(Job(Program("a", "")), user=ANA, server=None, tell=tell)
    await soon()
    assert engine.cancelled == 1
    engine.finish("b")
    await asker.ask("b")


async def test_only_so_many_wait(engine: Engine, make: Callable[..., Asker]) -> None:
    asker = make()
    names = [f"n{number}" for number in range(1 + MOST_WAITING)]
    runs = [asker.ask(name) for name in names]
    await soon()
    with pytest.raises(UserError, match="run-too-many-waiting"):
        await asker.ask("more")
    engine.finish(*names, "other", "later")
    await asker.ask("other", BO)
    await asyncio.gather(*runs)
    await asker.ask("later")


async def refusal(run: Awaitable[object]) -> tuple[str, int]:
    """Why a run was refused, and for how many seconds."""
    with pytest.raises(UserError) as caught:
        await run
    return caught.value.key, caught.value.values["seconds"]


async def test_too_many_in_a_minute_are_refused_until_it_is_over(
    engine: Engine, make: Callable[..., Asker], clock: Clock
) -> None:
    asker = make(user_rate=2)
    engine.finish("a")
    await asker.ask("a")
    clock.forward(20)
    await asker.ask("a")
    assert await refusal(asker.ask("a")) == ("run-too-fast", 40)
    assert await refusal(asker.ask("a", server=OTHER_SERVER)) == ("run-too-fast", 40)
    await asker.ask("a", BO)
    clock.forward(39.5)
    assert await refusal(asker.ask("a")) == ("run-too-fast", 1), "being refused makes it no longer"
    clock.forward(1)
    await asker.ask("a")
    assert len(engine.runs) == 4


async def test_a_server_has_a_rate_for_all_its_users(
    engine: Engine, make: Callable[..., Asker], clock: Clock
) -> None:
    asker = make(user_rate=2, server_rate=3)
    engine.finish("a")
    for user in (ANA, BO, 3):
        await asker.ask("a", user)
    assert await refusal(asker.ask("a", 4)) == ("run-too-fast-server", 60)
    await asker.ask("a", 4, OTHER_SERVER)
    await asker.ask("a", 4, None)
    assert await refusal(asker.ask("a", 4, None)) == ("run-too-fast", 60)
    assert await refusal(asker.ask("a", ANA)) == ("run-too-fast-server", 60)
    await asker.ask("a", ANA, None)
    clock.forward(61)
    for user in (ANA, BO, 3):
        await asker.ask("a", user)
