"""One reply to one question: edits run it again, deletions delete it, and nothing is answered twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import discord
import pytest

from bot.client import Forklore
from bot.exchanges import EDITABLE, KNOWN, Exchanges
from tests.bot.mischief import Mischief
from tests.chat import Chat, text

pytestmark = pytest.mark.core


async def test_editing_a_question_edits_its_reply(chat: Chat) -> None:
    first = await chat.say("!echo one")
    await chat.member.edit(chat.question, "!echo two")

    assert [(reply.id, reply.content) for reply in chat.replies()] == [(first.id, "two")]


async def test_an_edit_leaves_nothing_of_the_reply_before(chat: Chat) -> None:
    first = await chat.say("!rich")
    assert first.embeds
    assert first.attachments
    assert first.components

    await chat.member.edit(chat.question, "!echo two")

    (second,) = chat.replies()
    assert (second.content, second.embeds, second.attachments, second.components) == ("two", [], [], [])


async def test_an_edit_brings_everything_a_reply_can_have(chat: Chat) -> None:
    await chat.say("!echo one")
    await chat.member.edit(chat.question, "!rich")

    (reply,) = chat.replies()
    assert (reply.content, reply.embeds[0].title, len(reply.components)) == ("hello", "A title", 1)
    assert await reply.attachments[0].read() == b"1234"


@pytest.mark.simcord(check_errors=False)
async def test_a_mistyped_command_is_set_right_by_an_edit(chat: Chat) -> None:
    wrong = await chat.say("!ehco one")
    assert "Did you mean `!echo`?" in text(wrong)

    await chat.member.edit(chat.question, "!echo one")

    assert [(reply.id, text(reply)) for reply in chat.replies()] == [(wrong.id, "one")]


async def test_a_message_that_becomes_a_command_is_answered(chat: Chat) -> None:
    question = await chat.say_unanswered("echo one")
    await chat.member.edit(question, "!echo one")

    assert [reply.content for reply in chat.replies()] == ["one"]


async def test_a_question_that_is_no_command_any_more_keeps_its_reply(chat: Chat) -> None:
    await chat.say("!echo one")
    await chat.member.edit(chat.question, "never mind")

    assert [reply.content for reply in chat.replies()] == ["one"]


async def test_an_edit_that_changes_no_text_runs_nothing(chat: Chat, mischief: Mischief) -> None:
    mischief.gate.set()
    await chat.say("!slow one")
    await chat.member.edit(chat.question, "!slow one")  # as Discord reports it when a preview of a link appears

    assert mischief.started == 1


async def test_an_edit_after_fifteen_minutes_runs_nothing(chat: Chat) -> None:
    await chat.say("!echo one")
    await chat.env.advance_time(EDITABLE.total_seconds() - 1)
    await chat.member.edit(chat.question, "!echo two")
    await chat.env.advance_time(2)
    await chat.member.edit(chat.question, "!echo three")

    assert [reply.content for reply in chat.replies()] == ["two"]


async def test_an_edit_ends_the_run_before(chat: Chat, mischief: Mischief) -> None:
    question = await _begin(chat, mischief, "!slow one")
    mischief.gate = asyncio.Event()
    mischief.gate.set()
    await chat.member.edit(question, "!slow two")

    assert [reply.content for reply in chat.replies()] == ["two"]
    assert (mischief.started, mischief.cancelled) == (2, 1)


async def test_an_edit_while_the_reply_is_on_its_way_leaves_one_reply(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_discord, response = asyncio.Event(), asyncio.Event()
    send_message = chat.bot.http.send_message

    async def send_slowly(*arguments: Any, **options: Any) -> Any:
        sent = await send_message(*arguments, **options)
        at_discord.set()
        await response.wait()
        return sent

    monkeypatch.setattr(chat.bot.http, "send_message", send_slowly)
    question = chat.env.backend.create_message(chat.channel.id, chat.member.id, "!echo one")
    await at_discord.wait()
    chat.env.backend.edit_message(chat.channel.id, question.id, {"content": "!echo two"})
    response.set()
    await chat.env.settle()

    assert [reply.content for reply in chat.replies()] == ["two"]


async def test_many_edits_in_a_row_leave_the_last_answer(chat: Chat, mischief: Mischief) -> None:
    question = await _begin(chat, mischief, "!slow 0")
    for number in range(1, 10):
        # The edits arrive one right after the other, before the bot could react to any of them.
        chat.env.backend.edit_message(chat.channel.id, question.id, {"content": f"!slow {number}"})
    mischief.gate.set()
    await chat.env.settle()

    assert [reply.content for reply in chat.replies()] == ["9"]


async def test_deleting_a_question_deletes_its_reply(chat: Chat) -> None:
    await chat.say("!echo one")
    await chat.member.delete(chat.question)

    assert chat.replies() == []


async def test_deleting_many_questions_at_once_deletes_their_replies(chat: Chat) -> None:
    questions = []
    for number in range(3):
        await chat.say(f"!echo {number}")
        questions.append(chat.question)
    channel = chat.bot.get_channel(chat.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete_messages(questions)
    await chat.env.settle()

    assert chat.replies() == []


async def test_deleting_a_question_ends_its_run(chat: Chat, mischief: Mischief) -> None:
    question = await _begin(chat, mischief, "!slow one")
    await chat.member.delete(question)

    assert mischief.cancelled == 1
    assert chat.replies() == []


async def test_a_reply_that_was_deleted_is_sent_anew(chat: Chat) -> None:
    first = await chat.say("!echo one")
    await first.delete()
    await chat.member.edit(chat.question, "!echo two")

    assert [reply.content for reply in chat.replies()] == ["two"]


async def test_after_a_restart_an_edit_still_edits_the_reply(
    chat: Chat, make: Callable[..., Forklore], mischief: Mischief
) -> None:
    await chat.say("!echo somebody else's")
    first = await chat.say("!echo one")
    question = chat.question
    await chat.say_unanswered("chatter")
    await chat.env.restart_bot(make())

    await chat.member.edit(question, "!echo two")
    assert [reply.content for reply in chat.replies()] == ["somebody else's", "two"]
    await chat.member.edit(question, "!echo three")
    assert [(reply.id, reply.content) for reply in chat.replies()][1:] == [(first.id, "three")]


async def test_after_a_restart_an_edit_makes_the_first_reply_if_there_is_none(
    chat: Chat, make: Callable[..., Forklore]
) -> None:
    question = await chat.say_unanswered("echo one")
    await chat.env.restart_bot(make())
    await chat.member.edit(question, "!echo one")

    assert [reply.content for reply in chat.replies()] == ["one"]


async def test_a_reply_refers_to_its_question_and_pings_nobody(chat: Chat) -> None:
    reply = await chat.say("!echo @everyone")

    assert reply.reference is not None
    assert reply.reference.message_id == chat.question.id
    assert not reply.mention_everyone
    assert reply.mentions == []


async def test_only_the_newest_exchanges_are_remembered() -> None:
    exchanges = Exchanges(known=3)
    opened = [exchanges.open(number) for number in range(5)]

    assert len(exchanges) == 3
    assert [exchanges.find(number) for number in range(5)] == [None, None, *opened[2:]]
    assert exchanges.open(4) is opened[4]
    assert KNOWN >= 1000


async def test_chatter_is_not_remembered(chat: Chat) -> None:
    for number in range(5):
        await chat.say_unanswered(f"just talking {number}")

    assert len(chat.bot.exchanges) == 0


async def _begin(chat: Chat, mischief: Mischief, question: str) -> discord.Message:
    """Send a message whose command waits for the gate, and do not wait for its end."""
    chat.env.backend.create_message(chat.channel.id, chat.member.id, question)
    await mischief.waiting.wait()
    return chat.channel.history()[0]
