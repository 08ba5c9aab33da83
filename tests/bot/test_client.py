"""What the client does for every command: prefix, language, and telling Discord about it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord

from bot.client import Forklore, prefixes
from bot.language import Languages
from bot.store import StoreError
from tests.chat import Chat, text

pytestmark = pytest.mark.core

COMMAND_NAME = re.compile(r"[-_\w]{1,32}")
"""What Discord takes for a name of a command or option, apart from scripts that no language here has."""


# --- what a command begins with -----------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["!echo one", "！echo one", "! echo one", "!ECHO one", "!回声 one", "！回声 one"])
async def test_ways_to_write_a_command(chat: Chat, typed: str) -> None:
    assert (await chat.say(typed)).content == "one"


async def test_a_mention_instead_of_the_prefix(chat: Chat) -> None:
    assert chat.bot.user is not None
    assert (await chat.say(f"{chat.bot.user.mention} echo one")).content == "one"


async def test_a_direct_message(chat: Chat) -> None:
    await chat.member.send_dm("!echo one")

    assert chat.member.user.dm_channel.history()[-1].content == "one"


async def test_bots_are_not_answered(chat: Chat) -> None:
    robot = chat.guild.add_member(chat.env.create_user("robot", bot=True))
    await robot.send(chat.channel, "!echo one")

    assert chat.replies() == []


@pytest.mark.parametrize(
    ("prefix", "accepted"), [("!", ["!", "！"]), ("f?", ["f?", "ｆ？"]), ("。", ["。"]), ("a b", ["a b", "ａ ｂ"])]
)
def test_a_prefix_as_a_chinese_keyboard_types_it(prefix: str, accepted: list[str]) -> None:
    assert prefixes(prefix) == accepted


async def test_another_prefix(make: Callable[..., Forklore]) -> None:
    async with simcord.run(make(command_prefix="fork ")) as env:
        chat = Chat(env)
        assert (await chat.say("fork echo one")).content == "one"
        await chat.say_unanswered("!echo one")
        assert "`fork demo [name] [parameters]`" in text(await chat.say("fork help"))


# --- in which language --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "locale", "server", "expected"),
    [
        (None, None, None, "en"),
        (None, None, "zh-CN", "zh-CN"),
        (None, None, "fr", "en"),
        (None, "en-GB", "zh-CN", "en"),
        (None, "zh-TW", "en-US", "zh-CN"),
        (None, "fr", "zh-CN", "zh-CN"),
        (None, "fr", "fr", "en"),
        ("en", "zh-CN", "zh-CN", "en"),
        ("zh-CN", "en-US", "en-US", "zh-CN"),
        ("tlh", None, "zh-CN", "zh-CN"),
    ],
)
async def test_the_language_of_an_answer(
    simcord_env: simcord.Env, chosen: str | None, locale: str | None, server: str | None, expected: str
) -> None:
    chat = Chat(simcord_env, preferred_locale=server or "en-US")
    await chat.bot.store.set_language(chat.member.id, chosen)
    user = await chat.bot.fetch_user(chat.member.id)
    guild = chat.bot.get_guild(chat.guild.id) if server else None

    language = await chat.bot.language_for(user, guild, discord.Locale(locale) if locale else None)

    assert language.code == expected


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
async def test_a_slash_command_is_answered_in_the_users_discord_language(
    simcord_env: simcord.Env, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    chat = Chat(simcord_env, preferred_locale="zh-CN")
    monkeypatch.setattr(discord.Interaction, "_from_data", _in_locale(locale))

    title = (await chat.slash("help")).embeds[0].title

    assert title == {"zh-CN": "Forklore 能做什么", "en-US": "What Forklore can do"}[locale]


@pytest.mark.simcord(check_errors=False)
async def test_text_commands_and_their_errors_are_in_the_servers_language(simcord_env: simcord.Env) -> None:
    chat = Chat(simcord_env, preferred_locale="zh-CN")

    assert (await chat.say("!help")).embeds[0].title == "Forklore 能做什么"
    assert "你想输入的是 `!help` 吗" in text(await chat.say("!hepl"))


async def test_an_answer_does_not_wait_for_a_broken_database(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_: Any) -> None:
        raise StoreError("disk I/O error")

    monkeypatch.setattr(chat.bot.store, "language_of", fail)

    assert (await chat.say("!help")).embeds[0].title == "What Forklore can do"
    assert "disk I/O error" in caplog.text


# --- the command tree ---------------------------------------------------------------------------------------


async def test_discord_is_told_names_and_descriptions_in_each_language(chat: Chat) -> None:
    (sent,) = [request.json for request in chat.env.http_requests if request.method == "PUT"]
    demo = next(command for command in sent if command["name"] == "demo")

    assert demo["name_localizations"] == {
        **dict.fromkeys(("en-US", "en-GB"), "demo"),
        **dict.fromkeys(("zh-CN", "zh-TW"), "演示"),
    }
    assert demo["description"] == demo["description_localizations"]["en-US"]
    assert "小程序" in demo["description_localizations"]["zh-CN"]
    assert [option["name_localizations"]["zh-CN"] for option in demo["options"]] == ["名称", "参数"]
    assert all(option["description"] != "…" for command in sent for option in command.get("options", ()))


async def test_every_name_is_one_that_discord_takes(chat: Chat) -> None:
    (sent,) = [request.json for request in chat.env.http_requests if request.method == "PUT"]
    menus = [command for command in sent if command["type"] != discord.AppCommandType.chat_input.value]
    for menu in menus:
        names = [menu["name"], *menu["name_localizations"].values()]
        assert all(1 <= len(name) <= 32 for name in names), names
    for command in [command for command in sent if command not in menus]:
        for thing in (command, *command["options"]):
            names = [thing["name"], *thing.get("name_localizations", {}).values()]
            descriptions = [thing["description"], *thing.get("description_localizations", {}).values()]
            assert all(COMMAND_NAME.fullmatch(name) and name == name.lower() for name in names), names
            assert all(1 <= len(description) <= 100 for description in descriptions), descriptions


async def test_names_do_not_collide_in_any_language(chat: Chat) -> None:
    for language in chat.bot.languages:
        names = [language.text(f"command-{command.qualified_name}") for command in chat.bot.commands]
        assert len(set(names)) == len(names)


async def test_discord_is_told_once_and_again_when_a_text_changes(
    make: Callable[..., Forklore], languages: Languages
) -> None:
    async with simcord.run(make()) as env:
        assert _syncs(env) == 1
        await env.restart_bot(make())
        assert _syncs(env) == 1
        assert (await Chat(env).slash("echo", what="one")).content == "one"
        await env.restart_bot(make(cogs=("cogs.help",)))
        assert _syncs(env) == 2


async def test_without_discord_taking_the_commands_text_commands_work(
    make: Callable[..., Forklore], caplog: pytest.LogCaptureFixture
) -> None:
    env = simcord.Env(make())
    env.inject_error("PUT", "/applications/*/commands", status=429)
    with caplog.at_level(logging.ERROR):
        await env.start()
    assert "the slash commands could not be sent" in caplog.text
    assert (await Chat(env).say("!echo one")).content == "one"
    await env.restart_bot(make())
    assert _syncs(env) == 2, "the next start tries again"
    await env.shutdown()


def _syncs(env: simcord.Env) -> int:
    return sum(request.method == "PUT" for request in env.http_requests)


def _in_locale(locale: str) -> Callable[[discord.Interaction, dict[str, Any]], None]:
    """SimCord's users all have an English Discord: read their interactions as those of another one."""
    from_data = discord.Interaction._from_data

    def read(self: discord.Interaction, data: dict[str, Any]) -> None:
        from_data(self, {**data, "locale": locale})  # type: ignore[typeddict-item]

    return read
