"""The buttons below a result of ``run``: where the program is read from again, and that they outlive the bot."""

from __future__ import annotations

from collections.abc import Callable

import discord
import pytest
import simcord

from bot.client import Forklore
from tests.chat import Chat, text
from tests.cogs.run.programs import ECHO, FORK, block, file

pytestmark = pytest.mark.core


Make = Callable[..., Forklore]


def reply(chat: Chat, message: discord.Message) -> discord.Message:
    """How the message is now."""
    return next(now for now in chat.replies() if now.id == message.id)


async def test_again_keeps_how_it_was_run(chat: Chat, other: simcord.MemberActor) -> None:
    await chat.choose("zh-CN")
    message = await chat.say(f"!run seed=3 clock=real {block(ECHO)}{block('one', '')}")
    result = await other.click(message, label="再运行一次")
    assert result.acknowledged
    assert len(chat.replies()) == 1
    now = reply(chat, message)
    assert now.edited_at is not None
    assert now.content == ""
    assert now.embeds[0].title == "main.py · 种子 3 · 真实时间", "in its own language, whoever clicks"
    assert "read one" in text(now)
    assert len(now.attachments) == 1
    assert now.attachments[0].id != message.attachments[0].id


async def test_another_order_is_another_seed(chat: Chat) -> None:
    message = await chat.say(f"!run {block(FORK)}")
    for seed in (1, 2):
        await chat.member.click(reply(chat, message), label="Another order")
        assert reply(chat, message).embeds[0].title == f"main.py · seed {seed}"
    await chat.member.click(reply(chat, message), label="Run again")
    assert reply(chat, message).embeds[0].title == "main.py · seed 2"


async def test_after_a_restart_the_program_is_read_from_the_message(
    chat: Chat, other: simcord.MemberActor, make: Make
) -> None:
    block_of = await chat.say(f"!run seed=3 {block(ECHO)}{block('one', '')}")
    attached = await chat.say("!run", attachments=[("fork.py", FORK.encode())])
    program = await other.send(chat.channel, block(FORK))
    replied = await chat.say("!run natural", reply_to=program)
    menu = await chat.member.context_menu(chat.channel, "Run with Forklore", program)
    assert menu.response is not None
    await chat.env.restart_bot(make())

    for message, title, shown in (
        (block_of, "main.py · seed 3", "read one"),
        (attached, "fork.py", "reaped 0"),
        (replied, "main.py · natural order", "reaped 0"),
        (menu.response.message, "main.py", program.jump_url),
    ):
        await chat.member.click(message, label="Run again")
        now = reply(chat, message)
        assert now.edited_at is not None
        assert now.embeds[0].title == title
        assert shown in text(now)
    await chat.member.click(reply(chat, block_of), label="Delete")
    assert block_of.id not in {now.id for now in chat.replies()}


async def test_after_a_restart_the_form_is_still_sent_and_its_program_still_there(chat: Chat, make: Make) -> None:
    shown = await chat.member.slash(chat.channel, "run", options="seed=7")
    await chat.env.restart_bot(make())
    values = {"source": ECHO, "stdin": "one", "written": ["python"], "mode": ["virtual"]}
    result = await chat.member.submit_modal(shown, values)
    assert result.response is not None
    message = result.response.message
    assert message.embeds[0].title == "main.py · seed 7"
    await chat.env.restart_bot(make())

    await chat.member.click(message, label="Another order")
    now = reply(chat, message)
    assert now.embeds[0].title == "main.py · seed 8"
    assert "read one" in text(now)
    assert await file(now, "main.py") == ECHO
    assert await file(now, "stdin.txt") == "one"
    assert [file.filename for file in now.attachments] == ["timeline.png", "main.py", "stdin.txt"]


async def test_the_program_is_what_the_message_says_now(chat: Chat, make: Make) -> None:
    message = await chat.say(f"!run {block(FORK)}")
    await chat.env.restart_bot(make())
    await chat.env.advance_time(16 * 60)
    await chat.member.edit(chat.question, f"!run {block('print(6 * 7)')}")
    assert "reaped 0" in text(reply(chat, message)), "too late for an edit to run by itself"
    await chat.member.click(message, label="Run again")
    assert "2 │ 42" in text(reply(chat, message))


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(("language", "label", "said"), [("en", "Run again", "its message was deleted"),
                                                         ("zh-CN", "再运行一次", "被删除或改动过")])  # fmt: skip
async def test_a_program_that_is_gone(
    chat: Chat, other: simcord.MemberActor, language: str, label: str, said: str
) -> None:
    await chat.choose(language)
    program = await other.send(chat.channel, block(FORK))
    menu = await chat.member.context_menu(chat.channel, "Run with Forklore", program)
    assert menu.response is not None
    for change in (other.edit(program, "never mind"), other.delete(program)):
        await change
        result = await chat.member.click(menu.response.message, label=label)
        (error,) = result.followups
        assert error.ephemeral
        assert said in text(error.message)
        assert "reaped 0" in text(reply(chat, menu.response.message)), "the old result stays"
        assert reply(chat, menu.response.message).content == ""


@pytest.mark.simcord(check_errors=False)
async def test_only_the_one_who_asked_deletes_the_answer(chat: Chat, other: simcord.MemberActor) -> None:
    program = await other.send(chat.channel, block(FORK))
    menu = await chat.member.context_menu(chat.channel, "Run with Forklore", program)
    assert menu.response is not None
    result = await other.click(menu.response.message, label="Delete")
    assert result.ephemeral, "also where the program is the clicker's own"
    assert len([message for message in chat.replies() if not message.flags.ephemeral]) == 1
    await chat.member.click(menu.response.message, label="Delete")
    assert chat.replies() == []


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(
    ("language", "label", "said"),
    [("en", "Run again", "the permission Read Message History"), ("zh-CN", "再运行一次", "读取消息历史记录")],
)
async def test_where_the_bot_may_not_read_the_message(chat: Chat, language: str, label: str, said: str) -> None:
    await chat.choose(language)
    message = await chat.say(f"!run {block(FORK)}")
    chat.env.inject_error("GET", f"/channels/*/messages/{chat.question.id}", status=403, code=50013)
    result = await chat.member.click(message, label=label)
    (error,) = result.followups
    assert said in text(error.message)
    assert "reaped 0" in text(reply(chat, message))


async def test_a_result_that_is_deleted_while_it_runs_again(chat: Chat, other: simcord.MemberActor) -> None:
    message = await chat.say(f"!run {block(FORK)}")
    chat.env.inject_error("PATCH", "/webhooks/*", status=404, code=10008, times=None)
    result = await other.click(message, label="Run again")
    assert result.followups == [], "there is nothing to say, and nothing has failed"
