"""Those who manage a server set it with one form; what they set is kept, written down and holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord

from bot.client import Forklore
from bot.store import Store
from tests.chat import Chat, menu_with, text

pytestmark = [pytest.mark.core, pytest.mark.simcord(check_errors=False)]

RUN = "!run\n```py\nprint(1)\n```"


@pytest.fixture
def lin(chat: Chat) -> simcord.MemberActor:
    """Somebody who manages the server."""
    return manager(chat)


def manager(chat: Chat) -> simcord.MemberActor:
    role = chat.guild.create_role("lecturer", permissions=discord.Permissions(manage_guild=True))
    return chat.guild.add_member(chat.env.create_user("lin"), roles=[role])


async def enter(chat: Chat, who: simcord.MemberActor, **changed: Any) -> str:
    """Open the form, change some fields, send it; what the panel says then."""
    message = await panel(chat, who)
    opened = await who.click(message, label="Change")
    values = {"prefix": "!", "tongue": ["auto"], "channels": [], "hosts": [], "runs": ["auto"], **changed}
    sent = await who.submit_modal(opened, values)
    if sent.response is not None and sent.response.message.id != message.id:  # an error
        return text(sent.response.message)
    return text(await panel(chat, who))


async def panel(chat: Chat, who: simcord.MemberActor) -> discord.Message:
    shown = await who.slash(chat.channel, "server")
    assert shown.response is not None
    return shown.response.message


async def test_prefix_language_and_who_changed_them(chat: Chat, lin: simcord.MemberActor) -> None:
    assert "as the members' Discord" in text(await panel(chat, lin))
    assert "cannot be a prefix" in await enter(chat, lin, prefix="/no")

    shown = await enter(chat, lin, prefix="f?", tongue=["zh-CN"])
    assert "**Prefix** · `f?`" in shown
    assert "**Language** · 简体中文" in shown
    assert f"<@{lin.id}> · Prefix: – → `f?`" in shown
    await chat.say_unanswered("!about")
    assert "`f?实验 开始 orphan`" in text(await chat.say("f?progress"))
    await chat.member.send_dm("!about")
    assert "Forklore" in text(chat.member.user.dm_channel.history()[-1])


async def test_all_changes_are_a_file_for_those_who_manage_the_server(chat: Chat, lin: simcord.MemberActor) -> None:
    for prefix in "?.:;,%":
        await enter(chat, lin, prefix=prefix)
    message = await panel(chat, lin)
    assert "Prefix: – → `?`" not in text(message)
    shown = (await lin.click(message, label="All changes")).response
    assert shown is not None
    rows = list(csv.DictReader(io.StringIO((await shown.message.attachments[0].read()).decode("utf-8-sig"))))
    assert [row["after"] for row in rows] == list("%,;:.?")
    assert {(row["user"], row["setting"]) for row in rows} == {(str(lin.id), "prefix")}
    await lin.send(chat.channel, "%server")
    refused = (await chat.member.click(chat.replies()[-1], label="All changes")).response
    assert refused is not None
    assert "Manage Server" in text(refused.message)


async def test_channels(chat: Chat, lin: simcord.MemberActor) -> None:
    lab = chat.guild.create_text_channel("lab")
    assert f"**Channels** · <#{lab.id}>" in await enter(chat, lin, channels=[lab])

    await chat.say_unanswered("!about")
    assert f"On this server I answer in: <#{lab.id}>" in text(await chat.slash("about"))
    before = len(lab.history())
    await chat.member.send(lab, "!about")
    assert len(lab.history()) == before + 2
    await lin.send(chat.channel, "!server")
    assert "Settings of this server" in text(chat.replies()[-1])


async def test_programs_and_hosts(chat: Chat, lin: simcord.MemberActor) -> None:
    role = chat.guild.create_role("tutor")
    shown = await enter(chat, lin, runs=["0"], hosts=[role])
    assert f"begun by <@&{role.id}>" in shown
    assert "not allowed (demos are)" in shown
    assert "those who manage it have switched that off" in text(await chat.say(RUN))
    assert "those who manage it have switched that off" in text(await chat.say("!outcomes\n```py\n1\n```"))
    assert f"<@&{role.id}>. You can take part" in text(await chat.say("!lab start orphan"))

    await enter(chat, lin, runs=["1"])
    await chat.say(RUN)
    assert "You may run one program in a minute" in text(await chat.say(RUN))


async def test_only_for_those_who_manage_the_server(chat: Chat, lin: simcord.MemberActor) -> None:
    assert "you need the permission Manage Server" in text(await chat.say("!server"))
    await lin.send(chat.channel, "!server")
    clicked = await chat.member.click(chat.replies()[-1], label="Change")
    assert clicked.response is not None
    assert "you need the permission Manage Server" in text(clicked.response.message)
    await chat.member.send_dm("!server")
    assert "only in a server" in text(chat.member.user.dm_channel.history()[-1])


async def test_it_survives_a_restart(make: Callable[..., Forklore], store: Store) -> None:
    async with simcord.run(make()) as env:
        chat = Chat(env)
        await enter(chat, manager(chat), prefix="$", runs=["5"])
        server = chat.guild.id
    before = store.servers.of(server)
    await store.servers.load()
    assert store.servers.of(server) == before
    assert (before.prefix, before.runs) == ("$", 5)


async def test_buttons_on_messages_of_before(chat: Chat, lin: simcord.MemberActor) -> None:
    """What has begun goes on and can be read; nothing new begins where that is no longer wanted."""
    ran = await chat.say(RUN)
    outcomes = await chat.say("!outcomes\n```py\nprint(1)\n```")
    await chat.member.send(chat.channel, "!lab start code ask=exit\n```py\nprint(1)\n```")
    experiment = next(message for message in reversed(chat.replies()) if message.embeds)
    lab = chat.guild.create_text_channel("lab")
    await enter(chat, lin, channels=[lab])

    def now(message: discord.Message) -> discord.Message:
        return next(other for other in chat.replies() if other.id == message.id)

    async def click(message: discord.Message, label: str) -> str:
        result = await chat.member.click(now(message), label=label)
        answers = [result.response] if result.response else []
        return "".join(text(answer.message) for answer in (*answers, *result.followups))

    only_there = f"On this server I answer in: <#{lab.id}>"
    assert only_there in await click(ran, "Run again")
    witness = menu_with(outcomes, "0")
    refused = await chat.member.select(outcomes, ["0"], custom_id=witness)
    assert refused.response is not None
    assert only_there in text(refused.response.message)
    await click(ran, "▶")
    assert "Step 1 of" in text(now(ran))
    form = await chat.member.click(now(experiment), label="Predict")
    given = await chat.member.submit_modal(form, {"exit": "0"})
    assert given.response is not None

    await enter(chat, lin, runs=["0"])
    off = "those who manage it have switched that off"
    assert off in await click(ran, "Run again")
    shown = len(chat.replies())
    await chat.member.select(outcomes, ["0"], custom_id=witness)
    assert len(chat.replies()) == shown
    assert off in await click(experiment, "Run it")
    assert "▶ **predict**" in text(now(experiment))

    await enter(chat, lin, channels=[lab])
    await click(experiment, "Run it")
    await click(experiment, "Reveal")
    assert f"Right (1 of 1):** <@{chat.member.id}>" in text(now(experiment))
    assert only_there in await click(experiment, "Run it 100 times")
