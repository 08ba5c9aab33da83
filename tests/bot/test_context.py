"""The one reply of a command: sent, then edited."""

from __future__ import annotations

import pytest

from tests.chat import Chat

pytestmark = pytest.mark.core


@pytest.mark.parametrize("slash", [False, True])
async def test_showing_again_edits_the_reply(chat: Chat, mischief: object, slash: bool) -> None:
    mischief.gate.set()  # type: ignore[attr-defined]
    reply = await chat.slash("slow", what="one") if slash else await chat.say("!slow one")

    assert reply.content == "one"
    assert [message.content for message in chat.replies()] == ["one"]


@pytest.mark.parametrize("slash", [False, True])
async def test_a_reply_has_all_its_parts(chat: Chat, slash: bool) -> None:
    reply = await chat.slash("rich") if slash else await chat.say("!rich")

    assert reply.content == "hello"
    assert reply.embeds[0].title == "A title"
    assert await reply.attachments[0].read() == b"1234"
    assert reply.components


@pytest.mark.parametrize("slash", [False, True])
async def test_a_reply_that_is_too_long_is_cut(chat: Chat, slash: bool) -> None:
    reply = await chat.slash("huge") if slash else await chat.say("!huge")

    assert len(reply.content) == 2000
    assert sum(map(len, reply.embeds)) <= 6000
