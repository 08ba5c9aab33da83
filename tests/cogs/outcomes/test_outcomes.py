"""``outcomes`` as its users meet it: every way in, the menu of outcomes, cancelling, a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import pytest
import simcord

from bot.client import Forklore
from cogs.outcomes import Outcomes
from cogs.outcomes.exploring import Explorations
from demos.findings import Findings
from demos.outcomes import Progress
from demos.recording import Job, Program
from tests.chat import Chat, text

pytestmark = pytest.mark.core

RACE = """import os
if os.fork() == 0:
    os.write(1, b"child\\n")
    os._exit(0)
os.write(1, b"parent\\n")
os.wait()"""
DEADLOCK = "import os\nread, write = os.pipe()\nos.read(read, 1)"
HOSTILE = """import os
if os.fork() == 0:
    os.write(1, b"@everyone `" + b"`` \\x1b[31m")
    os._exit(0)
os.write(1, b"<@1>")
os.wait()"""


def block(source: str) -> str:
    return f"```py\n{source}\n```"


@pytest.fixture
def other(chat: Chat) -> simcord.MemberActor:
    return chat.guild.add_member(chat.env.create_user("bo"))


async def test_a_demo_shows_its_outcomes_and_what_its_sleeps_teach(chat: Chat) -> None:
    message = await chat.say("!outcomes wait")
    said = text(message)

    assert "6 outcomes are possible, and no others." in said
    assert "the same 4 lines in 6 orders" in said
    assert "A sleep synchronises nothing." in said
    assert "only one outcome would be possible. In truth there are 6" in said
    assert "6 C B A D ● ○" in said
    assert [file.filename for file in message.attachments] == ["witnesses.json"]


async def test_in_chinese(chat: Chat) -> None:
    await chat.choose("zh-CN")
    said = text(await chat.say("！所有结果 wait children=2"))

    assert "一共有 2 种可能的结果，没有别的。" in said
    assert "sleep 不能用来同步。" in said
    assert "退出码 0" in said


@pytest.mark.parametrize("way", ["block", "file", "reply", "menu"])
async def test_ways_to_give_a_program(chat: Chat, other: simcord.MemberActor, way: str) -> None:
    if way == "block":
        message = await chat.say(f"!outcomes {block(RACE)}")
    elif way == "file":
        message = await chat.say("!outcomes", attachments=[("race.py", RACE.encode())])
    else:
        program = await other.send(chat.channel, block(RACE))
        if way == "reply":
            message = await chat.say("!outcomes", reply_to=program)
        else:
            result = await chat.member.context_menu(chat.channel, "List all outcomes", program)
            assert result.response is not None
            message = result.response.message

    assert "2 outcomes are possible, and no others." in text(message)
    assert "1** · " not in text(message)
    assert "child\nparent" in text(message)


async def test_as_a_slash_command(chat: Chat) -> None:
    assert "2 outcomes are possible" in text(await chat.slash("outcomes", name="wait", parameters="children=2"))


async def test_a_deadlock_is_an_ending(chat: Chat) -> None:
    said = text(await chat.say(f"!outcomes {block(DEADLOCK)}"))

    assert "One outcome is possible, whatever the scheduling." in said
    assert "deadlock: nobody can ever go on" in said
    assert "(no output)" in said


async def test_hostile_output(chat: Chat) -> None:
    said = text(await chat.say(f"!outcomes {block(HOSTILE)}"))

    assert "@everyone" not in said
    assert "<@1>" not in said
    assert "\x1b" not in said
    assert said.count("```") % 2 == 0


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("!outcomes", "Which program?"),
        ("!outcomes nonsense", "There is no demo"),
        ("!outcomes wait children=99", "children"),
    ],
)
@pytest.mark.simcord(check_errors=False)
async def test_what_cannot_be_explored_is_said(chat: Chat, line: str, answer: str) -> None:
    said = text(await chat.say(line))
    assert said.startswith("⚠️")
    assert answer in said


@pytest.mark.simcord(check_errors=False)
async def test_where_own_programs_are_off_demos_can_still_be_asked(
    chat: Chat, make: Callable[..., Forklore]
) -> None:
    await chat.env.restart_bot(make(allow_run=False))

    assert "switched that off" in text(await chat.say(f"!outcomes {block(RACE)}"))
    assert "outcomes are possible" in text(await chat.say("!outcomes wait children=2"))


async def test_an_outcome_is_shown_step_by_step(
    chat: Chat, other: simcord.MemberActor, make: Callable[..., Forklore]
) -> None:
    message = await chat.say("!outcomes wait children=2")
    await chat.env.restart_bot(make())

    mine = await chat.member.select(message, ["1"])
    assert mine.followups or mine.response
    shown = chat.replies()[-1]
    assert str(shown.embeds[0].title).startswith("How outcome 2 comes about")
    assert str(shown.embeds[1].title).startswith("Step 1 of ")
    await other.click(shown, label="▶")
    shown = next(reply for reply in chat.replies() if reply.id == shown.id)
    assert str(shown.embeds[1].title).startswith("Step 2 of ")
    before = len(chat.replies())
    await other.select(message, ["0"])
    assert len(chat.replies()) == before, "whoever did not ask sees it alone"
    await chat.member.click(shown, label="Delete")
    assert shown.id not in {reply.id for reply in chat.replies()}


class _Slow:
    """Stands for a long exploration that has told how far it is, and goes on until it is stopped."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        self.stopped = False
        self.ticket = ""

    async def explore(self, job: Job, *, ticket: str, tell: object, **_: object) -> Findings:
        self.ticket = ticket
        await tell(0, Progress(runs=120, states=800, outcomes=3))  # type: ignore[operator]
        while not self.stopped:  # noqa: ASYNC110 - the test moves the simulated time
            await asyncio.sleep(60)
        return self.found

    def stop(self, ticket: str) -> bool:
        self.stopped = ticket == self.ticket
        return self.stopped


@pytest.mark.simcord(check_errors=False)
async def test_only_the_one_who_asked_or_a_moderator_cancels(chat: Chat, other: simcord.MemberActor) -> None:
    cog = cast(Outcomes, chat.bot.get_cog("Outcomes"))
    found = await cog._explorations.explore(
        Job(Program("main.py", RACE)), user=1, server=None, ticket="t", tell=_ignore
    )
    slow = _Slow(found)
    cog._explorations = slow  # type: ignore[assignment]
    message = await chat.say("!outcomes wait")
    assert "3 outcomes so far: 120 runs, 800 states" in text(message)

    refused = await other.click(message, label="Cancel")
    assert refused.response is not None
    assert "Only the one who asked" in text(refused.response.message)
    assert not slow.stopped
    await chat.member.click(message, label="Cancel")
    await chat.env.advance_time(60)
    (message,) = chat.replies()
    assert "2 outcomes are possible" in text(message)


async def _ignore(*_: object) -> None:
    pass


async def test_one_at_a_time_and_no_trace_of_those_that_are_over(chat: Chat) -> None:
    explorations = Explorations(chat.bot)
    first = asyncio.create_task(
        explorations.explore(Job(Program("main.py", RACE)), user=1, server=None, ticket="a", tell=_ignore)
    )
    await asyncio.sleep(0)
    with pytest.raises(Exception, match="outcomes-busy"):
        await explorations.explore(Job(Program("main.py", RACE)), user=1, server=None, ticket="b", tell=_ignore)
    assert explorations.stop("a")
    assert (await first).reasons == ["cancelled"]
    assert not explorations.stop("a")
