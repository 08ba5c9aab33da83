"""``explain`` as its users meet it: typed, as a slash command, by any name, in Chinese, mistyped, clicked."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot import limits
from bot.language import Language, Languages
from cogs.explain import render, views
from cogs.explain.card import Card
from cogs.explain.library import load
from cogs.explain.prover import Tally
from tests.chat import Chat, text

pytestmark = pytest.mark.core

LIBRARY = load()
LANGUAGES = list(Languages())


@pytest.fixture
def other(chat: Chat) -> simcord.MemberActor:
    return chat.guild.add_member(chat.env.create_user("bo"))


def labels(message: discord.Message) -> list[str | None]:
    return [item.label for row in message.components for item in row.children if isinstance(item, discord.Button)]  # type: ignore[union-attr]


async def test_a_card_has_all_its_sections(chat: Chat) -> None:
    shown = text(await chat.say("!explain waitpid"))
    card = LIBRARY.get("waitpid")
    words = card.text("en")

    for section in ("parameters", "returns", "errors", "misconceptions", "pitfalls", "example", "portability"):
        assert f"### {LIBRARY.heading(section, 'en')}\n" in shown
    assert "os.waitpid(pid: int, options: int, /)\n    -> tuple[int, int]" in shown
    assert words.summary in shown
    assert "`ECHILD`" in shown
    assert "❌ *Option 0 means non-blocking*\n✅ " in shown
    assert words.example.code.strip() in shown
    assert "[wait(2)](https://" in shown


@pytest.mark.parametrize(
    ("query", "card"),
    [
        ("os.waitpid", "waitpid"),
        ("WNOHANG", "wnohang"),
        ("僵尸进程", "zombie"),
        ("退出码", "exit-code"),
        ("Zombie Process", "zombie"),
        ("os.waitpid(-1, 0)", "waitpid"),
    ],
)
async def test_any_name_finds_the_card(chat: Chat, query: str, card: str) -> None:
    typed, slashed = await chat.say(f"!explain {query}"), await chat.slash("explain", topic=query)

    assert typed.embeds[0].title == slashed.embeds[0].title == LIBRARY.get(card).text("en").title


async def test_in_chinese(chat: Chat) -> None:
    await chat.choose("zh-CN")
    message = await chat.say("!讲解 waitpid")

    assert LIBRARY.get("waitpid").text("zh-CN").summary in text(message)
    assert "### 返回值" in text(message)
    assert labels(message)[0] == "运行演示：waitpid"
    assert labels(message)[-2:] == ["所有主题", "删除"]


@pytest.mark.simcord(check_errors=False)
async def test_a_close_miss_is_answered_with_buttons(chat: Chat) -> None:
    message = await chat.say("!explain watpid")
    assert "no card about `watpid`" in text(message)
    assert labels(message)[0] == "os.waitpid"

    await chat.member.click(message, label="os.waitpid")
    (reply,) = chat.replies()
    assert reply.id == message.id
    assert reply.embeds[0].title == "os.waitpid"


@pytest.mark.simcord(check_errors=False)
async def test_what_is_like_nothing_leads_to_the_list(chat: Chat) -> None:
    message = await chat.say("!explain xyzzy`@here")
    assert "no card about `xyzzy\u02cb@\u200bhere`." in text(message)
    assert labels(message) == ["All topics"]


async def test_without_a_topic_all_are_listed_by_chapter_and_picked_from_a_menu(chat: Chat) -> None:
    message = await chat.say("!explain")
    for chapter in LIBRARY.chapters("en"):
        assert f"### {chapter.title}\n" in text(message)
        for card in chapter.cards:
            assert card.text("en").title in text(message)

    menu = next(
        item.custom_id
        for row in message.components
        for item in row.children  # type: ignore[union-attr]
        if isinstance(item, discord.SelectMenu) and "zombie" in [option.value for option in item.options]
    )
    await chat.member.select(message, ["zombie"], custom_id=menu)
    (reply,) = chat.replies()
    assert reply.id == message.id
    assert reply.embeds[0].title == "zombie process"
    await chat.member.click(reply, label="All topics")
    assert chat.replies()[0].embeds[0].title == message.embeds[0].title


async def test_see_also_turns_ones_own_message_and_shows_others_a_private_one(
    chat: Chat, other: simcord.MemberActor
) -> None:
    message = await chat.say("!explain waitpid")
    theirs = await other.click(message, label="os.wait")
    assert theirs.ephemeral
    assert theirs.response is not None
    assert theirs.response.embeds[0].title == "os.wait"
    assert chat.replies()[0].embeds[0].title == "os.waitpid"

    next_one = await other.click(theirs.response, label="All topics")
    assert next_one.response is None or next_one.response.id == theirs.response.id, "their own message changes"

    await chat.member.click(message, label="os.wait")
    assert [reply.embeds[0].title for reply in chat.replies()] == ["os.wait"]


async def test_the_demo_of_a_card_runs_below_it(chat: Chat) -> None:
    message = await chat.say("!explain fork")
    result = await chat.member.click(message, label="Run the demo: fork")

    assert result.response is not None
    assert not result.ephemeral
    assert "The program exited with 0." in text(result.response.message)
    assert chat.replies()[0].embeds[0].title == "os.fork"


async def test_a_menu_of_another_start_of_the_bot_works(chat: Chat) -> None:
    message = await chat.say("!explain waitpid")
    bot = chat.bot
    fresh = type(bot)(
        settings=bot.settings,
        runner=bot.runner,
        catalogue=bot.catalogue,
        languages=bot.languages,
        store=bot.store,
    )
    await chat.env.restart_bot(fresh)

    await chat.member.click(message, label="os.wait")
    assert [reply.embeds[0].title for reply in chat.replies()] == ["os.wait"]


async def test_topics_are_completed(chat: Chat) -> None:
    choices = await chat.member.autocomplete(chat.channel, "explain", "topic", "waitp")
    assert choices[0]["value"] == "os.waitpid"
    assert len(await chat.member.autocomplete(chat.channel, "explain", "topic", "")) == min(25, len(LIBRARY))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("card", list(LIBRARY), ids=lambda card: card.id)
def test_every_card_fits_into_a_message_with_its_buttons(card: Card, language: Language) -> None:
    reply = render.card(card, LIBRARY, language, Tally(100, 100))
    assert limits.fit(reply) == reply
    for embed in reply.embeds:
        assert str(embed.description).count("```") % 2 == 0
    view = views.card(card, [claim.id for claim in card.text("en").claims], LIBRARY, 2**63, language)
    assert all(len(item.custom_id) <= limits.CUSTOM_ID for item in view.children)  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_list_fits_into_a_message_with_its_menus(language: Language) -> None:
    reply = render.listing(LIBRARY, language, "!")
    assert limits.fit(reply) == reply
    values = [
        option.value
        for item in views.listing(LIBRARY, 2**63, language).children
        for option in getattr(getattr(item, "item", None), "options", [])
    ]
    assert values == [card.id for card in LIBRARY]
