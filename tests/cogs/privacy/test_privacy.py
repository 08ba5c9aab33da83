"""``forget me`` deletes everything about somebody, and nothing about others; other data has its time."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from sqlalchemy import BigInteger, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store import MEMORY, Store, open_store
from bot.store.lab_data import Standing
from bot.store.paths import Place
from bot.store.recordings import OWN_DAYS, Recordings
from bot.store.schema import Table
from bot.store.servers import LEFT_DAYS, Servers, ServerSettings
from cogs.lab.rules import PREDICT
from tests import samples
from tests.chat import Chat, text
from tests.cogs.lab.conftest import ORPHAN, Group
from tests.cogs.lab.conftest import group as group

pytestmark = pytest.mark.core

DAY = 24 * 60 * 60


def _same(standing: Standing) -> Standing:
    return standing


async def fill(store: Store, user: int, other: int, *, server: int = 7) -> None:
    """Everything that can be kept about a user, some of it together with another."""
    await store.set_language(user, "en")
    await store.set_language(other, "en")
    await store.servers.set(server, user, ServerSettings(prefix="?"))
    await store.progress.join(server, user)
    await store.recordings.put(samples.orphan(), user)
    await store.paths.move(user, Place("fork", 1))
    for guest in (user, other):
        quiz = await store.quizzes.open(b"{}", host=user, language="en", alone=False, seconds=0)
        await store.quizzes.answer(quiz, guest, frozenset({1}), None)
        await store.quizzes.reveal(quiz, "wait", lambda answers: answers)
        lab = await store.labs.open(
            Standing(host=user, phase=PREDICT, cohosts=frozenset({user})),
            server=server,
            channel=1,
            language="en",
            concept="code",
            subject=b"s",
            job=b"j",
        )
        await store.labs.predict(lab, guest, "1", _same)


async def _scalar(query: Select[Any], session: AsyncSession) -> Any:
    return await session.scalar(query)


async def mentions(store: Store, user: int) -> list[str]:
    """The tables with a number that is the user's id."""
    found = []
    for table in Table.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, BigInteger)]
        lists = [column for column in table.columns if column.name == "cohosts"]
        where = or_(*(column == user for column in columns), *(column.contains(str(user)) for column in lists))
        query = select(func.count()).select_from(table).where(where)
        if columns and await store._transact(functools.partial(_scalar, query)):
            found.append(table.name)
    return found


async def test_everything_about_a_user_is_deleted_and_said(chat: Chat) -> None:
    store, me, other = chat.bot.store, chat.member.id, 1234567
    await fill(store, me, other)
    assert await mentions(store, me)

    said = text(await chat.say("!forget me"))

    assert await mentions(store, me) == []
    assert set(await mentions(store, other)) == {"lab_predictions", "quiz_answers", "quiz_results", "users"}
    for part in ("your choice of language", "one prediction", "one experiment that", "your place on one board"):
        assert part in said
    for part in (
        "one answer",
        "right in one quiz",
        "one quiz that",
        "one recording",
        "one change",
        "guided course",
        "2 experiments and quizzes",
    ):
        assert part in said
    assert "I keep nothing about you" in text(await chat.say("!forget me"))


async def test_an_experiment_no_longer_names_them(group: Group) -> None:
    message = await group.start("orphan")
    for who in (group.ana, group.bo):
        await group.predict(who, message, output=ORPHAN)
    await group.click(group.ana, message, "Run it")
    await group.click(group.ana, message, "Reveal")
    assert f"<@{group.ana.id}>" in text(group.now(message))
    await group.ana.slash(group.chat.channel, "forget me")
    shown = text(group.now(message))
    assert f"Right (1 of 1):** <@{group.bo.id}>" in shown
    assert f"<@{group.ana.id}>" not in shown


async def test_in_chinese_and_how(chat: Chat) -> None:
    await chat.choose("zh-CN")
    assert "!忘记 我" in text(await chat.say("!忘记"))
    assert "你选择的语言" in text(await chat.say("！忘记 我"))


async def test_a_server_that_was_left_is_deleted_in_time(store: Store) -> None:
    now = 1_800_000_000
    servers = Servers(store._transact, lambda: now)
    await fill(store, 1, 2, server=7)
    await servers.set(8, 1, ServerSettings(runs=0))
    await servers.here([7])  # 8 was left while the bot was away

    await servers.left(7)
    now += (LEFT_DAYS - 1) * DAY
    await servers.prune()
    assert servers.of(8).runs == 0
    await servers.returned(8)
    now += 2 * DAY
    await servers.prune()
    assert await mentions(store, 7) == []
    assert await servers.changes(7, 5) == []
    await servers.load()
    assert (servers.of(7), servers.of(8).runs) == (ServerSettings(), 0)
    assert set(await mentions(store, 2)) == {"quiz_answers", "quiz_results", "users"}


async def test_a_removal_from_a_server_is_noted(chat: Chat) -> None:
    servers = chat.bot.store.servers
    await chat.bot.on_guild_remove(chat.bot.guilds[0])
    assert await mentions(chat.bot.store, chat.guild.id) == ["servers"]
    await chat.bot.on_guild_join(chat.bot.guilds[0])
    servers._now = lambda: 2**40
    await servers.prune()
    assert await mentions(chat.bot.store, chat.guild.id) == ["servers"]


async def test_a_program_of_ones_own_is_kept_for_a_day(store: Store) -> None:
    now = 1_800_000_000
    recordings = Recordings(store._transact, lambda: now)
    own = await recordings.put(samples.orphan(), 1)
    assert await recordings.put(samples.orphan()) == own  # it stays the user's
    now += OWN_DAYS * DAY + 1
    await recordings.prune()
    assert await recordings.get(own) is None


async def test_an_old_experiment_is_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_store(MEMORY) as store:
        await fill(store, 1, 2)
        monkeypatch.setattr("bot.store.privacy.time.time", lambda: 2**40)
        await store.prune()
        assert "lab_predictions" not in await mentions(store, 2)
