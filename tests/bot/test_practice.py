"""The practice server: the whole bot on a simulated Discord, as somebody finds it who has just cloned it."""

from __future__ import annotations

import asyncio
import datetime
import threading
import webbrowser
import zoneinfo

import aiohttp
import discord
import pytest

from bot import practice
from bot.client import Forklore
from bot.language import Languages
from bot.practice import MANAGER, MEMBERS, serve, simulated
from tests.chat import text

pytestmark = pytest.mark.core

LONG = "import os\nfor i in range(4):\n    os.fork()\n    print(i, flush=True)"
"""A program of more orders than anybody waits for."""

GRAPHICAL = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")


@pytest.mark.parametrize("code", ["en", "zh-CN"])
async def test_a_server_with_a_channel_and_three_members(
    simcord_bot: Forklore, languages: Languages, code: str
) -> None:
    language = languages.find(code)
    assert language is not None
    async with simulated(simcord_bot, language) as world:
        assert world.channel.name == "study-group"
        assert set(world.members) == set(MEMBERS)
        assert len(world.members) == 3
        assert simcord_bot.user is not None
        assert simcord_bot.user.name == "Forklore"
        for member in world.members.values():
            await member.send(world.channel, "!help")
            reply = world.channel.last_message
            assert reply is not None
            assert reply.embeds[0].title == language.text("help-title")
            result = await member.slash(world.channel, "help")
            assert result.response is not None
            assert result.response.embeds[0].title == language.text("help-title")


async def test_one_of_them_manages_the_server(simcord_bot: Forklore, languages: Languages) -> None:
    async with simulated(simcord_bot, languages.default) as world:
        answers = {}
        for name, member in world.members.items():
            await member.send(world.channel, "!server")
            shown = world.channel.last_message
            assert shown is not None
            answers[name] = shown.embeds[0].title == languages.default.text("server-title")
        assert answers == {name: name == MANAGER for name in MEMBERS}


async def test_the_time_is_that_of_this_machine(simcord_bot: Forklore, languages: Languages) -> None:
    before = datetime.datetime.now(datetime.UTC)
    async with simulated(simcord_bot, languages.default) as world:
        await world.members["ana"].send(world.channel, "!help")
        after = datetime.datetime.now(datetime.UTC)
        slack = datetime.timedelta(milliseconds=1)  # a message's time is in its id, in milliseconds
        for message in world.channel.history():
            assert before - slack <= message.created_at <= after + slack


async def test_a_long_search_keeps_nobody_waiting_and_can_be_cancelled(
    simcord_bot: Forklore, languages: Languages
) -> None:
    def over(edit: discord.RawMessageUpdateEvent) -> bool:
        return "It was cancelled" in text(edit.message)

    async with simulated(simcord_bot, languages.default) as world:
        ana, bo = world.members["ana"], world.members["bo"]
        await ana.send(world.channel, f"!outcomes ```py\n{LONG}\n```")
        searching = world.channel.last_message
        assert searching is not None
        assert "Running it in every order" in text(searching)
        await bo.send(world.channel, "!help")
        edited = asyncio.ensure_future(simcord_bot.wait_for("raw_message_edit", check=over))
        await ana.click(searching, label="Cancel")
        assert (await edited).message_id == searching.id


async def test_an_answered_error_is_no_failure_of_the_page(simcord_bot: Forklore, languages: Languages) -> None:
    async with simulated(simcord_bot, languages.default) as world:
        ana = world.members["ana"]
        for question in ("!nosuchthing", "!fail user", "!fail bug"):
            await ana.send(world.channel, question)
            assert world.channel.last_message is not None
            assert text(world.channel.last_message).startswith("⚠️")
        assert world.env.errors == []


@pytest.mark.parametrize("code", ["en", "zh-CN"])
async def test_it_greets_with_three_things_to_try(
    simcord_bot: Forklore, languages: Languages, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    language = languages.find(code)
    assert language is not None
    opened: list[str] = []
    monkeypatch.setattr(practice, "open_browser", opened.append)
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(simcord_bot, language, address.set_result))
    async with aiohttp.ClientSession() as session, session.get((await address).partition("#")[0]) as page:
        assert page.status == 200
        assert "SimCord" in await page.text()
    (channel,) = simcord_bot.get_all_channels()
    greeting = "".join([message.content async for message in channel.history()])  # type: ignore[union-attr]
    for thing in ("`!demo orphan`", "`!explain waitpid`", "`!help`"):
        assert thing in greeting
    assert opened == [address.result()]

    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving


@pytest.mark.parametrize("name", [None, *GRAPHICAL])
def test_a_browser_is_opened_where_there_is_one(monkeypatch: pytest.MonkeyPatch, name: str | None) -> None:
    done = threading.Event()
    opened: list[str] = []

    def open_page(url: str) -> bool:
        opened.append(url)
        done.set()
        return True

    monkeypatch.setattr(webbrowser, "open", open_page)
    for variable in GRAPHICAL:
        monkeypatch.delenv(variable, raising=False)
    if name is not None:
        monkeypatch.setenv(name, "x")
    practice.open_browser("http://127.0.0.1:1/#x")

    assert done.wait(10 if name else 0) == (name is not None)
    assert opened == (["http://127.0.0.1:1/#x"] if name else [])


@pytest.mark.parametrize(("zone", "used"), [("Asia/Shanghai", "Asia/Shanghai"), ("nowhere", None)])
def test_the_time_zone_is_one_that_exists(monkeypatch: pytest.MonkeyPatch, zone: str, used: str | None) -> None:
    monkeypatch.setenv("TZ", zone)

    found = practice._timezone()

    assert found == used or (used is None and zoneinfo.ZoneInfo(found))
