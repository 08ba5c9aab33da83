"""``help``, ``about`` and ``language``, as text and as slash commands, in both languages."""

from __future__ import annotations

import asyncio
import re
from importlib.metadata import version

import pytest
import simcord
from discord.ext import commands

from bot.client import Forklore
from bot.language import Languages
from bot.limits import CHOICES
from bot.localise import key
from demos.doctor import Protection
from demos.workers import Worker
from tests.chat import Chat, text

pytestmark = pytest.mark.core

CHINESE = re.compile("[\u4e00-\u9fff]")


async def test_help_lists_every_command_in_both_forms(chat: Chat) -> None:
    listing = text(await chat.say("!help"))

    for command in chat.bot.walk_commands():
        if isinstance(command, commands.Group):  # What it does, its subcommands do.
            continue
        assert f"`!{command.qualified_name}" in listing
        assert f"`/{command.qualified_name}`" in listing
        assert chat.bot.languages.default.text(f"{key(command)}.description") in listing


async def test_help_has_a_heading_for_each_topic(chat: Chat) -> None:
    headings = [field.name for field in (await chat.say("!help")).embeds[0].fields]

    assert {"See it happen", "Look it up", "About me"} <= set(headings)
    assert headings[-1] == "About me"


async def test_help_is_the_same_as_a_slash_command(chat: Chat) -> None:
    typed, slashed = await chat.say("!help"), await chat.slash("help")

    assert slashed.embeds[0].fields == typed.embeds[0].fields


async def test_help_in_chinese(chat: Chat) -> None:
    await chat.choose("zh-CN")

    embed = (await chat.say("!help")).embeds[0]

    assert embed.title == "Forklore 能做什么"
    assert "`!demo [名称] [参数]` · `/演示`" in text(await chat.say("!help"))
    assert all(CHINESE.search(field.name or "") for field in embed.fields)


@pytest.mark.parametrize("name", ["demo", "!demo", "/demo", "DEMO", "演示"])
async def test_help_about_one_command(chat: Chat, name: str) -> None:
    details = await chat.say(f"!help {name}")

    assert details.embeds[0].title == "!demo [name] [parameters]"
    assert "`!demo zombie children=5`" in text(details)
    assert "`parameters`:" in text(details)
    assert "`!演示`" in text(details)


async def test_help_about_one_command_by_slash_in_chinese(chat: Chat) -> None:
    await chat.choose("zh-CN")

    assert (await chat.slash("help", name="language")).embeds[0].title == "!language [语言]"


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("hepl", "Did you mean `!help`?"),
        ("orphn", "Did you mean `!demo orphan`?"),
        ("qqqqqqqq", "`!help` lists them all."),
        ("@everyone", "There is no command `@\u200beveryone`"),
        ("```x", "There is no command `\u02cb\u02cb\u02cbx`"),
    ],
)
async def test_help_about_what_does_not_exist(chat: Chat, name: str, answer: str) -> None:
    assert answer in text(await chat.say(f"!help {name}"))


async def test_help_completes_command_names(chat: Chat) -> None:
    async def complete(typed: str) -> list[str]:
        choices = await chat.member.autocomplete(chat.channel, "help", "name", typed)
        return [choice["value"] for choice in choices]

    every = sorted({command.qualified_name for command in chat.bot.walk_commands()})
    assert await complete("") == every[:CHOICES]
    assert await complete("LANG") == ["language"]
    assert await complete("nothing") == []


@pytest.mark.parametrize("slash", [False, True])
async def test_about_tells_version_health_and_isolation(chat: Chat, slash: bool) -> None:
    about = await chat.slash("about") if slash else await chat.say("!about")

    assert about.embeds[0].title == f"Forklore {version('forklore')}"
    fields = {field.name: field.value or "" for field in about.embeds[0].fields}
    assert re.fullmatch(r"<t:\d+:R>", fields["Started"])
    assert re.fullmatch(r"\d+ ms|–", fields["Latency"])
    assert fields["Workers"] == "1 (0 busy, 0 waiting)"
    assert "✅" in fields["Isolation of the programs"]


async def test_about_does_not_wait_by_the_clock_of_the_chat(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """That clock stands still here; what a pause is for, a worker's control group that is busy, is rare."""
    kill = Worker.kill

    async def kill_late(worker: Worker) -> None:
        await asyncio.sleep(0.001)
        await kill(worker)

    monkeypatch.setattr(Worker, "kill", kill_late)

    assert (await chat.say("!about")).embeds[0].title == f"Forklore {version('forklore')}"


async def test_about_in_chinese(chat: Chat) -> None:
    await chat.choose("zh-CN")

    fields = {field.name: field.value for field in (await chat.say("!about")).embeds[0].fields}

    assert fields["工作进程"] == "1 个（0 个在忙，0 个任务在排队）"
    assert "PID 命名空间、" in (fields["程序的隔离"] or "")


async def test_about_examines_the_host_once_and_again_after_a_failure(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def examine(language: str) -> list[Protection]:
        calls.append(language)
        if len(calls) == 1:
            raise OSError("out of processes")
        return [Protection("walls", True, "", ""), Protection("roof", False, "", "build one")]

    cog = chat.bot.get_cog("Help")
    monkeypatch.setitem(type(cog).about.callback.__globals__, "examine", examine)  # type: ignore[union-attr]
    assert "error id" in text(await chat.say("!about"))
    assert len(chat.env.errors) == 1
    for _ in range(2):
        isolation = (await chat.say("!about")).embeds[0].fields[-1].value
        assert isolation == "✅ active: walls\n❌ not active here: roof"

    assert calls == ["en", "en"]


@pytest.mark.parametrize(
    "name", ["zh-CN", "zh-cn", "zh_CN", "zh", "中文", "简体中文", "Chinese", "zh-TW", " zh-CN "]
)
async def test_choosing_a_language_by_any_of_its_names(chat: Chat, name: str) -> None:
    assert text(await chat.say(f"!language {name}")) == "好的，以后我用简体中文回复你。"
    assert "你想输入的是" in text(await chat.say("!langage"))
    assert await chat.bot.store.language_of(chat.member.id) == "zh-CN"
    chat.env.raise_errors()


async def test_choosing_a_language_by_slash_is_seen_by_oneself_only(chat: Chat) -> None:
    chosen = await chat.slash("language", language="zh-CN")

    assert text(chosen) == "好的，以后我用简体中文回复你。"
    assert chosen.flags.ephemeral


async def test_taking_the_choice_back(simcord_env: simcord.Env) -> None:
    chat = Chat(simcord_env, preferred_locale="zh-CN")
    await chat.choose("en")

    assert text(await chat.say("!language auto")) == "好的，以后我跟随你的 Discord 或服务器的语言。"
    assert await chat.bot.store.language_of(chat.member.id) is None


async def test_showing_the_language(chat: Chat) -> None:
    answer = text(await chat.say("!language"))

    assert answer.startswith("I answer you in English.")
    assert "`en` (English), " in answer
    assert "`zh-CN` (简体中文)" in answer


@pytest.mark.simcord(check_errors=False)
async def test_a_language_that_nobody_speaks_here(chat: Chat, languages: Languages) -> None:
    spoken = ", ".join(f"`{language.code}`" for language in languages)
    assert f"I do not speak `tlh` yet. I speak {spoken}." in text(await chat.say("!language tlh"))
    assert await chat.bot.store.language_of(chat.member.id) is None


async def test_language_completes_with_each_language_in_its_own_words(chat: Chat, languages: Languages) -> None:
    choices = await chat.member.autocomplete(chat.channel, "language", "language", "")

    assert [(choice["name"], choice["value"]) for choice in choices] == [
        *((language.text("language-name"), language.code) for language in languages),
        ("Automatic (as in Discord)", "auto"),
    ]
    assert {"English", "简体中文"} <= {choice["name"] for choice in choices}


async def test_every_visible_command_can_be_asked_for(simcord_bot: Forklore, languages: Languages) -> None:
    async with simcord.run(simcord_bot) as env:
        chat = Chat(env)
        for language in languages:
            await chat.choose(language.code)
            for command in simcord_bot.walk_commands():
                assert f"!{command.qualified_name}" in text(await chat.say(f"!help {command.qualified_name}"))
