"""Other ways to ``outcomes``: a form, and a button below what was run; what was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable

import discord
import pytest
import simcord

from bot.client import Forklore
from tests.chat import Chat, text

pytestmark = pytest.mark.core

RACE = """import os
if os.fork() == 0:
    os.write(1, b"child\\n")
    os._exit(0)
os.write(1, b"parent\\n")
os.wait()"""
READER = "import os\nos.write(1, os.read(0, 9))"
TWO = "2 outcomes are possible"


def form(source: str, stdin: str = "") -> dict[str, str | list[str]]:
    """What somebody types into the form."""
    return {"source": source, "stdin": stdin, "written": ["python"]}


def answer(result: simcord.InteractionResult) -> discord.Message:
    """The message that an interaction was answered with."""
    assert result.response is not None
    return result.response.message


async def test_the_form_of_the_slash_command(chat: Chat, make: Callable[..., Forklore]) -> None:
    shown = await chat.member.slash(chat.channel, "outcomes")
    assert shown.modal is not None
    assert shown.modal["title"] == "List all outcomes"
    await chat.env.restart_bot(make())

    message = answer(await chat.member.submit_modal(shown, form(READER, "typed")))
    assert "One outcome is possible" in text(message)
    assert "typed" in text(message)
    assert [file.filename for file in message.attachments] == ["main.py", "stdin.txt", "witnesses.json"]
    assert TWO in text(await chat.say(f"!outcomes\n```py\n{RACE}\n```", reply_to=message))


@pytest.mark.simcord(check_errors=False)
async def test_a_message_without_a_program_offers_the_form(chat: Chat) -> None:
    await chat.choose("zh-CN")
    message = await chat.say("!outcomes")
    shown = await chat.member.click(message, label="写一个程序")
    assert shown.modal is not None
    assert shown.modal["title"] == "列出所有结果"

    assert "一共有 2 种可能的结果" in text(answer(await chat.member.submit_modal(shown, form(RACE))))


@pytest.mark.simcord(check_errors=False)
async def test_what_was_typed_survives_a_refusal(chat: Chat, make: Callable[..., Forklore]) -> None:
    await chat.env.restart_bot(make(user_runs_per_minute=1))
    await chat.say("!outcomes wait children=2")
    shown = await chat.member.slash(chat.channel, "outcomes")
    result = await chat.member.submit_modal(shown, form(RACE))
    kept = answer(result)
    assert "The program is kept here" in text(kept)
    assert "in a minute" in text(result.followups[0].message)

    await chat.env.advance_time(61)
    assert TWO in text(await chat.say("!outcomes", reply_to=kept))


async def test_below_a_demo(chat: Chat) -> None:
    message = await chat.say("!demo wait children=2")
    found = answer(await chat.member.click(message, label="All outcomes"))

    assert str(found.embeds[0].title).endswith("every possible outcome")
    assert TWO in text(found)


@pytest.mark.parametrize("way", ["block", "reply", "form"])
async def test_below_a_run(chat: Chat, make: Callable[..., Forklore], way: str) -> None:
    block = f"```py\n{RACE}\n```"
    if way == "form":
        shown = await chat.member.slash(chat.channel, "run")
        message = answer(await chat.member.submit_modal(shown, {**form(RACE), "mode": ["virtual"]}))
    elif way == "reply":
        program = await chat.member.send(chat.channel, block)
        message = await chat.say("!run", reply_to=program)
    else:
        message = await chat.say(f"!run seed=3 {block}")
    await chat.env.restart_bot(make())

    other = chat.guild.add_member(chat.env.create_user("bo"))
    found = answer(await other.click(message, label="All outcomes"))
    assert TWO in text(found)
    await other.select(found, ["0"])
    assert str(chat.replies()[-1].embeds[0].title).startswith("How outcome 1 comes about")


@pytest.mark.simcord(check_errors=False)
async def test_below_a_run_whose_program_is_gone(chat: Chat) -> None:
    other = chat.guild.add_member(chat.env.create_user("bo"))
    program = await other.send(chat.channel, f"```py\n{RACE}\n```")
    message = answer(await chat.member.context_menu(chat.channel, "Run with Forklore", program))
    for change in (other.edit(program, "never mind"), other.delete(program)):
        await change
        assert "was deleted" in text(answer(await chat.member.click(message, label="All outcomes")))
