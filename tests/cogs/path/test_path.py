"""``path`` as its users meet it: on and back, opened from the step, kept over a restart, others', in Chinese."""

from __future__ import annotations

import discord
import pytest

from bot import limits
from bot.language import Language, Languages
from bot.store import Store
from bot.store.paths import Place
from cogs.explain.library import load as cards
from cogs.path import render
from cogs.path.rules import END, load
from tests.chat import Chat, menu_with, text

pytestmark = pytest.mark.core

COURSE = load()
COUNT = len(COURSE.steps)


def shown(chat: Chat) -> str:
    """The bot's first message as it is now."""
    return text(chat.replies()[0])


def labels(message: discord.Message) -> list[str | None]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [item.label for row in rows for item in row.children if isinstance(item, discord.Button)]


async def test_on_and_back_and_opened(chat: Chat) -> None:
    message = await chat.say("!path")
    assert f"Step 1 of {COUNT} · A process is born" in shown(chat)
    assert f"### 📖 os.getpid\n{COURSE.steps[0].says('en')}" in shown(chat)
    assert labels(message) == ["Read the card", "Next", "Where am I?", "Delete"]

    opened = await chat.member.click(message, label="Read the card")
    assert opened.ephemeral
    assert opened.response is not None
    assert opened.response.embeds[0].title == "os.getpid"

    await chat.member.click(message, label="Next")
    assert f"Step 2 of {COUNT}" in shown(chat)
    run = await chat.member.click(chat.replies()[0], label="Run the demo")
    assert run.response is not None
    assert "The program exited with 0." in text(run.response.message)

    await chat.member.click(message, label="Back")
    assert f"Step 1 of {COUNT}" in shown(chat)
    assert f"Step 2 of {COUNT}" in text(await chat.say("!path next"))
    assert f"Step 1 of {COUNT}" in text(await chat.say("!path back"))
    assert f"Step 1 of {COUNT}" in text(await chat.say("!path back")), "there is nothing before it"


async def test_a_quiz_step_asks_its_quiz_for_one_alone(chat: Chat) -> None:
    at = next(index for index, step in enumerate(COURSE.steps) if step.kind == "quiz")
    await chat.bot.store.paths.move(chat.member.id, Place(COURSE.id_at(at), at))
    message = await chat.slash("path show")
    asked = await chat.member.click(message, label="Take the quiz")
    assert asked.response is not None
    assert "Quiz: fork, level 1" in text(asked.response.message)
    quiz = await chat.bot.store.quizzes.get(1)
    assert quiz is not None
    assert quiz.alone


async def test_where_one_is_outlives_a_restart_and_so_do_the_buttons(chat: Chat) -> None:
    message = await chat.say("!path next")
    bot = chat.bot
    fresh = type(bot)(
        settings=bot.settings,
        runner=bot.runner,
        catalogue=bot.catalogue,
        languages=bot.languages,
        store=bot.store,
    )
    await chat.env.restart_bot(fresh)

    await chat.member.click(message, label="Next")
    assert f"Step 3 of {COUNT}" in shown(chat)
    await chat.member.click(chat.replies()[0], label="Where am I?")
    assert f"You are at step 3 of {COUNT}." in shown(chat)
    assert "✅ 📖 os.getpid\n" in shown(chat)
    assert "👉 📖 **os.fork**\n▫️ ▶️ fork" in shown(chat)

    await chat.member.select(
        chat.replies()[0], ["demo-zombie"], custom_id=menu_with(chat.replies()[0], "demo-zombie")
    )
    assert "· Zombies and orphans" in shown(chat)
    assert "Zombie: dead, but not reaped" in text(await chat.say("!path"))


async def test_the_end_and_the_beginning_again(chat: Chat) -> None:
    await chat.bot.store.paths.move(chat.member.id, Place(COURSE.steps[-1].id, COUNT - 1))
    assert "the last one" in text(await chat.say("!path where"))
    message = await chat.say("!path next")
    assert "You have been through the whole course" in text(message)
    assert "You have been through the whole course" in text(await chat.say("!path next"))
    assert f"been through all {COUNT} steps" in text(await chat.say("!path where"))
    await chat.member.click(message, label="Start again")
    assert f"Step 1 of {COUNT}" in text(await chat.say("!path"))


async def test_anothers_buttons_show_ones_own_place_and_move_nobody(chat: Chat) -> None:
    bo = chat.guild.add_member(chat.env.create_user("bo"))
    await chat.bot.store.paths.move(bo.id, Place("demo-orphan", 0))
    message = await chat.say("!path")
    for label, said in [("Next", "Orphan: the parent exits first"), ("Where am I?", "👉 ▶️ **Orphan")]:
        theirs = await bo.click(message, label=label)
        assert theirs.ephemeral
        assert theirs.response is not None
        assert said in text(theirs.response.message)
    assert await chat.bot.store.paths.place(bo.id) == Place("demo-orphan", 0)
    assert await chat.bot.store.paths.place(chat.member.id) is None


@pytest.mark.simcord(check_errors=False)
async def test_a_step_that_is_gone(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.bot.store.paths.move(chat.member.id, Place("card-of-an-older-course", 2))
    message = await chat.say("!path")
    assert f"Step 3 of {COUNT}" in text(message)
    monkeypatch.setattr(type(COURSE), "position", lambda self, step: None)
    answer = await chat.member.click(message, label="Next")
    assert answer.response is not None
    assert answer.ephemeral
    assert f"Step 3 of {COUNT}" in shown(chat)


async def test_in_chinese(chat: Chat) -> None:
    await chat.choose("zh-CN")
    assert f"第 2 步，共 {COUNT} 步 · 进程的诞生" in text(await chat.say("!课程 下一步"))
    assert f"你在第 2 步，共 {COUNT} 步。" in text(await chat.say("!课程 位置"))
    slashed = await chat.slash("path where")
    assert "👉 ▶️ **" in text(slashed)
    assert "❓ 测验：" in text(slashed)


async def test_each_has_a_place_of_their_own_in_the_store(store: Store) -> None:
    assert await store.paths.place(1) is None
    await store.paths.move(1, Place("card-fork", 2))
    await store.paths.move(2**63 - 1, Place(END, 40))
    await store.paths.move(1, Place("demo-fork", 3))
    assert await store.paths.place(1) == Place("demo-fork", 3)
    assert await store.paths.place(2**63 - 1) == Place(END, 40)


@pytest.mark.parametrize("language", list(Languages()), ids=lambda language: language.code)
def test_every_step_and_the_overview_fit_into_a_message(language: Language) -> None:
    titles = {card.id: card.text(language.code).title for card in cards()}
    for at in range(COUNT + 1):
        for reply in (
            render.step(COURSE, at, lambda step: titles.get(step.name, "x" * 60), 2**63, "!", language),
            render.overview(COURSE, at, lambda step: titles.get(step.name, "x" * 40), 2**63, language),
        ):
            assert limits.fit(reply) == reply
            assert reply.view is not None
            assert len(reply.view.to_components()) <= 5
