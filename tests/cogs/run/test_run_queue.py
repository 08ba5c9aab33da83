"""Several programs at once: one at a time for each user, the place in the queue, and how many in a minute."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable
from typing import Any, cast

import pytest
import simcord

from bot import turns
from bot.settings import Settings
from bot.turns import Turns
from demos.recording import Job, Recording
from demos.runner import Runner
from tests.chat import Chat, text
from tests.cogs.run.programs import FORK, block, file
from tests.shared_runner import SharedRunner

pytestmark = pytest.mark.core


class Gate:
    """The real engine, which starts no program before it is opened."""

    def __init__(self, runner: SharedRunner) -> None:
        self._runner = runner
        self._open = asyncio.Event()
        self.hold: Callable[[Awaitable[Any]], Awaitable[Any]]
        self.started: list[str] = []
        self.places: dict[Hashable, int] = {}

    def open(self) -> None:
        self._open.set()

    async def run(self, job: Job, *, owner: Hashable = None) -> Recording:
        self.started.append(job.program.source)
        await self.hold(self._open.wait())
        return await self._runner.run(job, owner=owner)

    def place(self, owner: Hashable) -> int:
        return self.places.get(owner, 0)


@pytest.fixture
def gate(shared_runner: SharedRunner) -> Gate:
    return Gate(shared_runner)


@pytest.fixture
def runner(gate: Gate) -> Runner:
    return cast(Runner, gate)


@pytest.fixture(autouse=True)
def _waiting_is_intended(chat: Chat, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell the simulated Discord that a bot which waits for its turn is not stuck."""
    wait = Turns._look_away

    def hold(waiting: Awaitable[Any]) -> Awaitable[Any]:
        return chat.env.external_wait(waiting, reason="another program runs")

    async def look_away(self: Turns, going_on: Iterable[asyncio.Future[Any]]) -> None:
        await hold(wait(self, going_on))

    gate.hold = hold
    monkeypatch.setattr(Turns, "_look_away", look_away)


def number(of: int) -> str:
    """A program that prints that."""
    return block(f"print({of} * 1000)")


async def test_the_next_one_waits_and_is_edited_into_its_result(
    chat: Chat, other: simcord.MemberActor, gate: Gate
) -> None:
    replies = [await chat.say(f"!run {number(n)}") for n in (1, 2, 3)]
    assert "It runs now" in text(replies[0])
    assert text(replies[1]) == "main.py\n⏳ In the queue: yours is next."
    assert text(replies[2]) == "main.py\n⏳ In the queue: yours is number 2."
    assert len(gate.started) == 1
    await other.send(chat.channel, f"!run {number(4)}")
    assert len(gate.started) == 2, "nobody else waits for them"

    gate.open()
    await chat.env.settle()
    answers = chat.replies()
    assert [reply.id for reply in answers[:3]] == [reply.id for reply in replies]
    for n, reply in enumerate(answers, 1):
        assert f"2 │ {n}000" in text(reply)
    assert [source.split("(")[1][0] for source in gate.started] == ["1", "4", "2", "3"]


async def test_the_place_in_the_engines_queue_is_told_and_told_again(chat: Chat, gate: Gate) -> None:
    await chat.choose("zh-CN")
    gate.places[chat.member.id] = 3
    message = await chat.say(f"!run {block(FORK)}")
    assert "正在排队，你的是第 3 个" in text(message)
    for place, said in ((2, "你的是第 2 个"), (1, "下一个就是你的"), (0, "正在运行")):
        gate.places[chat.member.id] = place
        await chat.env.advance_time(turns.LOOK_SECONDS)
        assert said in text(chat.replies()[0])
    before = len(chat.env.http_requests)
    await chat.env.advance_time(turns.LOOK_SECONDS)
    assert len(chat.env.http_requests) == before, "what has not changed is not said again"
    gate.open()
    await chat.env.settle()
    assert "reaped 0" in text(chat.replies()[0])


async def test_one_that_waits_can_be_changed_or_taken_back(chat: Chat, gate: Gate) -> None:
    await chat.say(f"!run {number(1)}")
    second = await chat.say(f"!run {number(2)}")
    changed = chat.question
    await chat.say(f"!run {number(3)}")
    await chat.member.delete(chat.question)
    assert len(chat.replies()) == 2
    await chat.member.edit(changed, f"!run {number(4)}")
    assert text(chat.replies()[1]) == "main.py\n⏳ In the queue: yours is next."

    gate.open()
    await chat.env.settle()
    _, reply = chat.replies()
    assert reply.id == second.id
    assert "2 │ 4000" in text(reply)
    assert [source.split("(")[1][0] for source in gate.started] == ["1", "4"], "the others never ran"


async def test_run_again_waits_its_turn_too(chat: Chat, gate: Gate) -> None:
    gate.open()
    message = await chat.say(f"!run {number(1)}")
    gate._open.clear()
    await chat.say(f"!run {number(2)}")
    await chat.member.click(message, label="Run again")
    assert "In the queue: yours is next." in chat.replies()[0].content
    assert "2 │ 1000" in text(chat.replies()[0]), "the old result is there until the new one is"
    gate.open()
    await chat.env.settle()
    assert chat.replies()[0].content == ""


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(("language", "said"), [("en", "3 of your programs wait"), ("zh-CN", "3 个程序在排队")])
async def test_only_so_many_of_a_user_wait(chat: Chat, gate: Gate, language: str, said: str) -> None:
    await chat.choose(language)
    for n in range(4):
        await chat.say(f"!run {number(n)}")
    assert said in text(await chat.say(f"!run {number(5)}"))
    gate.open()


class TestRates:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"user_runs_per_minute": 2, "server_runs_per_minute": 3})

    @pytest.fixture(autouse=True)
    def _open(self, gate: Gate) -> None:
        gate.open()

    @pytest.mark.simcord(check_errors=False)
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", "That makes 2 programs in a minute. You can run the next one in 40 seconds."),
            ("zh-CN", "你一分钟内已经运行了 2 个程序，请过 40 秒再运行下一个。"),
        ],
    )
    async def test_a_user_cools_down(self, chat: Chat, gate: Gate, language: str, said: str) -> None:
        await chat.choose(language)
        await chat.say(f"!run {number(1)}")
        await chat.env.advance_time(20)
        message = await chat.say(f"!run {number(2)}")
        assert text(await chat.say(f"!run {number(3)}")) == f"⚠️ {said}"
        result = await chat.member.click(message, label={"en": "Run again", "zh-CN": "再运行一次"}[language])
        (answer,) = result.followups
        assert answer.ephemeral
        assert text(answer.message) == f"⚠️ {said}"
        assert "2 │ 2000" in text(chat.replies()[1]), "the old result stays"
        assert len(gate.started) == 2

        await chat.env.advance_time(41)
        assert "2 │ 3000" in text(await chat.say(f"!run {number(3)}"))

    @pytest.mark.simcord(check_errors=False)
    async def test_an_edit_is_a_run_too(self, chat: Chat) -> None:
        await chat.say(f"!run {number(1)}")
        for n in (2, 3):
            await chat.member.edit(chat.question, f"!run {number(n)}")
        assert "That makes 2 programs" in text(chat.replies()[0])
        await chat.env.advance_time(61)
        await chat.member.edit(chat.question, f"!run {number(4)}")
        assert "2 │ 4000" in text(chat.replies()[0])

    @pytest.mark.simcord(check_errors=False)
    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "This server has run 3 programs"), ("zh-CN", "已经运行了 3 个程序，到上限了")],
    )
    async def test_a_server_cools_down(
        self, chat: Chat, other: simcord.MemberActor, language: str, said: str
    ) -> None:
        await chat.choose(language)
        for n in (1, 2):
            await other.send(chat.channel, f"!run {number(n)}")
        await chat.say(f"!run {number(3)}")
        assert said in text(await chat.say(f"!run {number(4)}"))
        await chat.say("!demo fork")
        await chat.member.send_dm(f"!run {number(5)}")
        assert "2 │ 5000" in text(chat.member.user.dm_channel.history()[-1]), "not in direct messages"

    @pytest.mark.simcord(check_errors=False)
    async def test_what_was_typed_into_the_form_survives_a_refusal(self, chat: Chat) -> None:
        for n in (1, 2):
            await chat.say(f"!run {number(n)}")
        shown = await chat.member.slash(chat.channel, "run")
        values = {"source": FORK, "stdin": "", "written": ["python"], "mode": ["virtual"]}
        result = await chat.member.submit_modal(shown, values)
        assert result.response is not None
        message = result.response.message
        assert "is kept here" in text(message)
        assert "That makes 2 programs" in text(result.followups[0].message)

        await chat.env.advance_time(61)
        await chat.member.click(message, label="Run again")
        now = next(reply for reply in chat.replies() if reply.id == message.id)
        assert "reaped 0" in text(now)
        assert await file(now, "main.py") == FORK

    @pytest.mark.simcord(check_errors=False)
    async def test_a_program_that_cannot_run_costs_nothing(self, chat: Chat) -> None:
        for _ in range(5):
            await chat.say("!run")
            await chat.say(f"!run nonsense {number(1)}")
        assert "2 │ 1000" in text(await chat.say(f"!run {number(1)}"))
