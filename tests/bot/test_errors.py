"""Whatever goes wrong, the answer says what to do; a fault has an id that the log has too."""

from __future__ import annotations

import logging
import re
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from bot.errors import UserError, explanation, original
from bot.language import Languages
from tests.bot.mischief import RAISES
from tests.chat import Chat, text

pytestmark = [pytest.mark.core, pytest.mark.simcord(check_errors=False)]

EXPECTED = {
    "user": "I am still working on the last one",
    "isolation": "this host cannot isolate programs",
    "language": "this host cannot compile C",
    "queue": "Too many programs are waiting",
    "worker": "The worker that ran this program failed",
    "closed": "I am being shut down",
    "store": "I could not reach my database",
    "owner": "You may not use this command here",
    "private": "This works only in a server",
    "mine": "give me there: Embed Links, Attach Files, kick_members.",
    "yours": "you need the permission manage_messages",
    "quote": "It is written like this: `!fail <kind>`",
}


@pytest.mark.parametrize("slash", [False, True])
@pytest.mark.parametrize("kind", EXPECTED)
async def test_what_can_be_set_right_is_answered_with_what_to_do(chat: Chat, kind: str, slash: bool) -> None:
    answer = await chat.slash("fail", kind=kind) if slash else await chat.say(f"!fail {kind}")

    expected = EXPECTED[kind].replace("`!", "`/") if slash else EXPECTED[kind]
    assert expected in text(answer)
    assert text(answer).startswith("⚠️")
    assert answer.flags.ephemeral == slash
    assert "error id" not in text(answer)


@pytest.mark.parametrize("slash", [False, True])
async def test_a_fault_has_an_id_that_the_log_has_too(
    chat: Chat, caplog: pytest.LogCaptureFixture, slash: bool
) -> None:
    answer = text(await chat.slash("fail", kind="bug") if slash else await chat.say("!fail bug"))

    found = re.search(r"error id `([0-9a-f]{8})`", answer)
    assert found
    (record,) = [record for record in caplog.records if record.name == "bot.errors"]
    assert found[1] in record.getMessage()
    assert record.exc_info
    assert isinstance(record.exc_info[1], ZeroDivisionError)
    assert "a secret of the host" not in answer


async def test_a_fault_in_chinese(chat: Chat) -> None:
    await chat.choose("zh-CN")

    assert re.search(r"错误编号 `[0-9a-f]{8}`", text(await chat.say("!fail bug")))


@pytest.mark.parametrize("label", ["user", "bug"])
async def test_errors_of_buttons_are_answered_to_who_pressed(chat: Chat, label: str) -> None:
    message = await chat.say("!button")
    result = await chat.member.click(message, label=label)

    (answer,) = [result.response] if label == "user" else result.followups
    assert answer is not None
    assert answer.ephemeral
    assert ("I am still working" if label == "user" else "error id") in text(answer.message)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!hepl", "Did you mean `!help`?"),
        ("!HEPL me", "There is no command `!HEPL`. Did you mean `!help`?"),
        ("!demp orphan", "Did you mean `!demo`?"),
        ("!orphan", "Did you mean `!demo orphan`?"),
        ("！hepl", "Did you mean `！help`?"),
        ("!帮助我", "Did you mean `!帮助`?"),
        ("!qqqqqqqq", "There is no command `!qqqqqqqq`. `!help` lists them all."),
        ("!" + "x" * 1000, "There is no command `!" + "x" * 32 + "`"),
    ],
)
async def test_an_unknown_command_suggests_the_nearest(chat: Chat, typed: str, answer: str) -> None:
    assert answer in text(await chat.say(typed))


@pytest.mark.parametrize(
    "typed", ["!", "!!", "!!!", "!?", "!5", "!5 minutes", "! ", "!@everyone", "!`rm`", "! !", "!_", "hello!", "!😀"]
)
async def test_what_is_no_command_is_not_answered(chat: Chat, typed: str) -> None:
    await chat.say_unanswered(typed)


@pytest.mark.parametrize("typed", ["!add", "!add 1", "!add 1 two", "!add 1.5 2", '!add "1 2'])
async def test_bad_arguments_are_answered_with_how_it_is_written(chat: Chat, typed: str) -> None:
    assert "It is written like this: `!add <first> <second>`" in text(await chat.say(typed))


async def test_too_fast(chat: Chat) -> None:
    await chat.say("!rare")

    assert re.search(r"Try again in \d\d seconds\.", text(await chat.say("!rare")))


@pytest.mark.parametrize("denied", [{"embed_links"}, {"read_message_history"}, {"attach_files", "embed_links"}])
async def test_an_error_needs_no_more_permissions_than_there_are(chat: Chat, denied: set[str]) -> None:
    _deny(chat, denied)

    answer = await chat.say("!qqqqqqqq")

    assert "There is no command `!qqqqqqqq`" in text(answer)
    assert bool(answer.embeds) == ("embed_links" not in denied)


@pytest.mark.parametrize(
    ("denied", "named"),
    [
        ({"embed_links"}, "Embed Links"),
        ({"attach_files"}, "Attach Files"),
        ({"attach_files", "embed_links"}, "Embed Links, Attach Files"),
    ],
)
async def test_nothing_is_run_where_its_answer_could_not_be_shown(chat: Chat, denied: set[str], named: str) -> None:
    _deny(chat, denied)

    assert f"can give me there: {named}." in text(await chat.say("!rich"))


async def test_a_slash_command_needs_no_permission_in_the_channel(chat: Chat) -> None:
    _deny(chat, {"send_messages", "embed_links", "attach_files"})

    assert (await chat.slash("echo", what="one")).content == "one"


async def test_where_the_bot_may_not_write_it_tells_the_user_privately(chat: Chat) -> None:
    _deny(chat, {"send_messages"})
    await chat.say_unanswered("!echo one")

    (message,) = chat.member.user.dm_channel.history()
    assert "can give me there: Send Messages." in text(message)


async def test_where_the_bot_may_not_write_and_the_user_takes_no_messages_nothing_breaks(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    _deny(chat, {"send_messages"})
    chat.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    caplog.set_level(logging.INFO)
    await chat.say_unanswered("!echo one")

    assert "nor to write to the user" in caplog.text


async def test_discord_failing_is_answered_when_it_is_back(chat: Chat) -> None:
    chat.env.inject_error("POST", "/channels/*/messages", status=503)

    assert "Discord itself had a problem" in text(await chat.say("!echo one"))


async def test_discord_failing_for_longer_is_logged(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    chat.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    await chat.say_unanswered("!echo one")

    assert "could not be answered" in caplog.text


async def test_an_error_in_an_event_leaves_the_bot_answering(chat: Chat) -> None:
    chat.bot.dispatch("command_error", None, commands.CommandError())
    await chat.env.settle()

    assert (await chat.say("!echo one")).content == "one"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_explanation_exists_in_each_language(languages: Languages, language: str) -> None:
    spoken = languages.find(language)
    assert spoken is not None
    refused = type("Response", (), {"status": 403, "reason": "Forbidden"})()
    broken = type("Response", (), {"status": 502, "reason": "Bad Gateway"})()
    errors = [
        *RAISES.values(),
        commands.CommandOnCooldown(commands.Cooldown(1, 5), 1.2, commands.BucketType.user),
        commands.MaxConcurrencyReached(1, commands.BucketType.user),
        commands.BadArgument(),
        commands.DisabledCommand(),
        app_commands.NoPrivateMessage(),
        app_commands.CommandNotFound("x", []),
        discord.Forbidden(refused, "Missing Permissions"),
        discord.DiscordServerError(broken, ""),
        discord.RateLimited(3),
    ]
    for error in errors:
        if not isinstance(error, ZeroDivisionError):
            assert explanation(error, spoken), error
    assert explanation(ZeroDivisionError(), spoken) is None


def test_wrapped_errors_are_seen_through() -> None:
    inner = UserError("error-busy")
    wrapped = commands.HybridCommandError(
        app_commands.CommandInvokeError(_command("x"), commands.CommandInvokeError(inner))
    )

    assert original(wrapped) is inner
    assert original(inner) is inner


def _command(name: str) -> app_commands.Command[Any, [], None]:
    @app_commands.command(name=name, description=name)
    async def callback(interaction: discord.Interaction) -> None: ...

    return callback


def _deny(chat: Chat, permissions: set[str]) -> None:
    """Take permissions from the bot in the channel."""
    overwrite = discord.PermissionOverwrite(**dict.fromkeys(permissions, False))  # type: ignore[arg-type]
    channel = chat.guild.create_text_channel("restricted", overwrites={chat.bot.user: overwrite})
    chat.channel = channel
