"""Search: by stems, in Chinese, in pinyin; what is not there is said, with what comes near; never an error."""

from __future__ import annotations

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.explain.library import load
from cogs.explain.search import MOST, NEAR, Document, Search, of_card, of_demo
from demos import catalogue
from tests.chat import Chat, menu_with, text

pytestmark = pytest.mark.core

LIBRARY = load()
DEMOS = catalogue.load()
SEARCH = Search([*map(of_card, LIBRARY), *map(of_demo, DEMOS)])


def first(query: str) -> list[str]:
    return [f"{hit.document.kind} {hit.document.id}" for hit in SEARCH.find(query).hits]


@pytest.mark.parametrize(
    "query", ["reap", "Reaping", "回收", "huishou", "hui shou", "huíshōu", "HUI'SHOU", "os.wait"]
)
def test_every_way_to_ask_finds_the_card_first(query: str) -> None:
    assert first(query)[0] == "card wait"
    assert "demo wait" in first(query)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("jiangshi", "card zombie"),
        ("tuichuma", "card exit-code"),
        ("僵尸进程", "card zombie"),
        ("$?", "card exit-code"),
        ("SIGCHLD ignored", "card sigchld-ignored"),
        ("chongfu", "card stdio-buffering"),  # 重复: the other reading of 重
        ("EAGAIN", "card rlimit-nproc"),  # only in the text
    ],
)
def test_what_is_meant_is_found(query: str, wanted: str) -> None:
    assert wanted in first(query)[:5]


def test_each_card_and_demo_is_found_by_its_title_in_each_language() -> None:
    for document in [*map(of_card, LIBRARY), *map(of_demo, DEMOS)]:
        for title in document.titles.values():
            assert document in [hit.document for hit in SEARCH.find(title).hits], title


def test_the_excerpt_says_why_and_is_never_what_is_wrongly_believed() -> None:
    (english,) = [hit for hit in SEARCH.find("EAGAIN", "en").hits if hit.document.id == "fork"]
    (chinese,) = [hit for hit in SEARCH.find("EAGAIN", "zh-CN").hits if hit.document.id == "fork"]
    assert "EAGAIN" in english.excerpt
    assert "EAGAIN" in chinese.excerpt
    assert english.excerpt != chinese.excerpt

    beliefs = {belief for card in LIBRARY for belief in of_card(card).beliefs}
    for belief in beliefs:
        assert not beliefs & {hit.excerpt for hit in SEARCH.find(belief).hits}


def test_near_misses() -> None:
    for query, near in [("zombei", "zombie"), ("huisou", "wait"), ("僵尸怎么清理", "zombie")]:
        found = SEARCH.find(query)
        assert found.hits == ()
        assert near in [hit.document.id for hit in found.near], query
    assert SEARCH.find("xyzzy") == SEARCH.find("") == SEARCH.find('"*:- ^') == SEARCH.find("🧟")
    assert SEARCH.find("xyzzy").near == ()


def test_a_character_of_two_readings_is_found_by_each() -> None:
    one = Document("card", "one", {"en": "one"}, ("one",), {"en": ("The line.", "缓冲区里的内容重复了")}, ())
    search = Search([one])
    for query in ("chongfu", "neirong", "zhongfu"):
        assert [hit.document for hit in search.find(query).hits] == [one], query
    for query in ("quchong", "chong"):
        assert search.find(query).hits == (), "no word that is there, or one syllable"


WORDS = [
    "wait",
    "回收",
    "shi",
    "hui",
    "僵",
    "AND",
    "NEAR(",
    '"',
    "*",
    "NOT",
    "-",
    ":",
    "names",
    "'",
    "xi'an",
    "\x00",
]


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=30).map(" ".join))
def test_any_query_is_answered(query: str) -> None:
    found = SEARCH.find(query, "zh-CN")
    assert len(found.hits) <= MOST
    assert len(found.near) <= (0 if found.hits else NEAR)


# --- in chat ------------------------------------------------------------------------------------------------


async def test_a_hit_is_opened_from_the_menu_and_the_others_stay(chat: Chat) -> None:
    message = await chat.say("!search reap")
    assert "The best matches for `reap`:\n📖 **os.wait**\nBlocks until one child has ended, reaps it" in text(
        message
    )

    opened = await chat.member.select(message, ["wait"], custom_id=menu_of(message, "📖 Open a card"))
    assert opened.ephemeral
    assert opened.response is not None
    assert opened.response.embeds[0].title == "os.wait"
    run = await chat.member.select(message, ["double-fork"], custom_id=menu_with(message, "double-fork"))
    assert run.response is not None
    assert DEMOS.get("double-fork").text("en").title in str(run.response.embeds[0].title)
    assert text(chat.replies()[0]) == text(message)


def menu_of(message: discord.Message, prompt: str) -> str:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    menus = [item for row in rows for item in row.children if isinstance(item, discord.SelectMenu)]
    (menu,) = [menu for menu in menus if menu.placeholder == prompt]
    return str(menu.custom_id)


@pytest.mark.simcord(check_errors=False)
async def test_in_chinese_and_what_is_not_there(chat: Chat) -> None:
    await chat.choose("zh-CN")
    for question in ("!搜索 回收", "!search huishou"):
        assert "最相关的内容：\n📖 **os.wait**\n阻塞，直到有一个子进程结束" in text(await chat.say(question))
    assert "比较接近的有：\n📖 **僵尸进程**" in text(await chat.say("!search zombei"))
    assert "名称和正文里都没有 `@\u200beveryone xyzzy`。" in text(
        await chat.slash("search", words="@everyone xyzzy")
    )
    assert "请写出要找什么" in text(await chat.say("!搜索"))
