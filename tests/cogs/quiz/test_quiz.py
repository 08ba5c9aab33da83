"""``quiz`` as its users meet it: alone, in a group, answers changed and too late, a timer, a restart, sharing."""

from __future__ import annotations

import json
from collections.abc import Callable

import discord
import pytest
import simcord

from bot.client import Forklore
from bot.store import StoreError
from bot.store.quizzes import Quizzes
from cogs.quiz.rules import SECONDS
from demos.quiz import Quiz, from_json
from tests.chat import Chat, text

pytestmark = pytest.mark.core

SHARED = "!quiz wait 1 seed=7"


@pytest.fixture
def bo(chat: Chat) -> simcord.MemberActor:
    return chat.guild.add_member(chat.env.create_user("bo"))


@pytest.fixture
def lin(chat: Chat) -> simcord.MemberActor:
    return chat.guild.add_member(chat.env.create_user("lin"))


def items(message: discord.Message) -> list[discord.Button | discord.SelectMenu]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [item for row in rows for item in row.children if isinstance(item, discord.Button | discord.SelectMenu)]


def labels(message: discord.Message) -> list[str | None]:
    return [item.label for item in items(message) if isinstance(item, discord.Button)]


def now(chat: Chat, message: discord.Message) -> discord.Message:
    """The message as it is now."""
    return next(other for other in chat.channel.history(viewer=chat.member) if other.id == message.id)


async def kept(chat: Chat, identity: int = 1) -> Quiz:
    """The quiz that was asked; tests begin with an empty database."""
    found = await chat.bot.store.quizzes.get(identity)
    assert found is not None
    return from_json(found.quiz)


async def choose(
    actor: simcord.MemberActor, message: discord.Message, quiz: Quiz, chosen: set[int]
) -> simcord.InteractionResult:
    """Answer with the options of these indexes."""
    answers = [item for item in items(message) if "quiz-answer" in str(item.custom_id)]
    if quiz.several:
        return await actor.select(message, [str(index) for index in sorted(chosen)], custom_id=answers[0].custom_id)
    (index,) = chosen
    return await actor.click(message, custom_id=answers[index].custom_id)


def wrong(quiz: Quiz) -> set[int]:
    """An answer that is wrong."""
    return {min(set(range(len(quiz.options))) - quiz.right)}


async def test_a_group_of_three(chat: Chat, bo: simcord.MemberActor, lin: simcord.MemberActor) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)
    assert quiz.program.source.splitlines()[-1] in text(message)
    assert "Nobody has answered yet." in text(message)
    assert "seed:7 topic:wait level:1" in text(message)

    given = await choose(chat.member, message, quiz, set(quiz.right))
    assert given.ephemeral
    assert given.response is not None
    assert "Only you see this" in text(given.response.message)
    await choose(bo, message, quiz, wrong(quiz))
    await choose(lin, message, quiz, set(quiz.right))
    shown = text(now(chat, message))
    assert "3 have answered. The solution comes <t:" in shown
    assert "✅" not in shown

    await chat.member.click(now(chat, message), label="Show the solution")
    solved = now(chat, message)
    said = text(solved)
    assert f"Right (2 of 3):** <@{chat.member.id}>, <@{lin.id}>" in said
    assert f"<@{bo.id}>" not in said
    assert "Whatever the order" in said
    assert "💭" in said
    assert not any("quiz-answer" in str(item.custom_id) for item in items(solved))
    assert "Another one" in labels(solved)
    for who, verdict in ((chat.member, "right"), (bo, "wrong"), (lin, "right")):
        past = await chat.bot.store.progress.past(who.id)
        assert [(each.concept, each.verdict) for each in past] == [("wait", verdict)]


async def test_alone_the_solution_comes_at_once(chat: Chat, bo: simcord.MemberActor) -> None:
    message = await chat.say(f"{SHARED} alone")
    quiz = await kept(chat)
    assert "Show the solution" not in labels(message)

    refused = await choose(bo, message, quiz, wrong(quiz))
    assert refused.ephemeral
    assert refused.response is not None
    assert f"for <@{chat.member.id}> alone" in text(refused.response.message)

    await choose(chat.member, message, quiz, wrong(quiz))
    said = text(now(chat, message))
    assert "Not quite." in said
    assert said.count("👈") == 2
    progress = text(await chat.slash("progress"))
    assert "0 of 1 were right" in progress
    assert "quiz: Wait" in progress
    assert "❌ not what happens" in progress
    rows = json.loads(await (await chat.slash("lab export")).attachments[0].read())
    assert [(row["about"], row["concept"], row["verdict"]) for row in rows] == [("quiz", "wait", "wrong")]


async def test_in_direct_messages_one_is_alone(chat: Chat) -> None:
    await chat.member.send_dm(SHARED)
    found = await chat.bot.store.quizzes.get(1)

    assert found is not None
    assert found.alone


async def test_with_the_slash_command_nobody_else_sees_it(chat: Chat) -> None:
    result = await chat.member.slash(chat.channel, "quiz", topic="wait", level=1, seed=7, alone=True)
    quiz = await kept(chat)
    assert result.ephemeral
    assert result.response is not None

    await choose(chat.member, result.response.message, quiz, set(quiz.right))
    assert result.response is not None
    assert "You were right!" in text(result.response.message)


async def test_an_answer_can_be_changed_until_the_solution_is_shown(chat: Chat, bo: simcord.MemberActor) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)
    await choose(bo, message, quiz, wrong(quiz))
    await choose(bo, message, quiz, set(quiz.right))
    assert "One has answered." in text(now(chat, message))

    await chat.member.click(now(chat, message), label="Show the solution")
    assert f"Right (1 of 1):** <@{bo.id}>" in text(now(chat, message))


@pytest.mark.simcord(check_errors=False)
async def test_a_late_answer_does_not_count(chat: Chat, bo: simcord.MemberActor) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)
    await chat.bot.store.quizzes.reveal(1, "wait", lambda _: ())
    await chat.bot.store.quizzes.shown(1)
    late = await choose(bo, message, quiz, set(quiz.right))

    assert late.ephemeral
    assert late.response is not None
    assert "no answer counts any more" in text(late.response.message)
    found = await chat.bot.store.quizzes.get(1)
    assert found is not None
    assert found.answers == {}


async def test_a_click_shows_the_solution_that_was_not_shown_in_time(chat: Chat, bo: simcord.MemberActor) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)
    await chat.bot.store.quizzes.reveal(1, "wait", lambda _: ())  # and then the bot was ended
    await choose(bo, message, quiz, set(quiz.right))

    assert "Nobody has answered." in text(now(chat, message))
    assert "✅" in text(now(chat, message))


@pytest.mark.simcord(check_errors=False)
async def test_only_the_host_shows_the_solution(chat: Chat, bo: simcord.MemberActor) -> None:
    message = await chat.say(SHARED)
    refused = await bo.click(message, label="Show the solution")

    assert refused.response is not None
    assert f"Only <@{chat.member.id}>" in text(refused.response.message)
    assert "✅" not in text(now(chat, message))


async def test_the_host_can_reveal_from_the_private_answer(chat: Chat) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)
    given = await choose(chat.member, message, quiz, set(quiz.right))
    assert given.response is not None
    await chat.member.click(given.response.message, label="Show the solution")

    assert f"Right (1 of 1):** <@{chat.member.id}>" in text(now(chat, message))


async def test_time_shows_the_solution(chat: Chat, bo: simcord.MemberActor) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)
    await choose(chat.member, message, quiz, wrong(quiz))
    assert "reveals the solution" in text(now(chat, message)), "the host's own answer sets no time"

    await choose(bo, message, quiz, set(quiz.right))
    await chat.env.advance_time(SECONDS + 1)
    assert f"Right (1 of 2):** <@{bo.id}>" in text(now(chat, message))


async def test_clicks_that_come_twice_change_nothing(chat: Chat) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)
    given = [await choose(chat.member, message, quiz, set(quiz.right)) for _ in range(2)]
    for acknowledged in given:  # each has a button that shows the solution
        assert acknowledged.response is not None
        await chat.member.click(acknowledged.response.message, label="Show the solution")

    assert f"Right (1 of 1):** <@{chat.member.id}>" in text(now(chat, message))
    assert len([reply for reply in chat.replies() if not reply.flags.ephemeral]) == 1


async def test_a_misconception_is_explained_once(chat: Chat) -> None:
    message = await chat.say(f"{SHARED} alone")
    quiz = await kept(chat)
    shared = [option.misconception for option in quiz.options if option.right]
    assert len(set(shared)) < len(shared), "one explains several options of this quiz"
    await choose(chat.member, message, quiz, wrong(quiz))

    notes = [line for line in text(now(chat, message)).splitlines() if "💭" in line]
    assert notes
    assert len(set(notes)) == len(notes)
    assert all("💡" in note for note in notes)


@pytest.fixture
def restarted(chat: Chat, make: Callable[..., Forklore]) -> Callable[[], Forklore]:
    """What a restart makes: the same services, nothing of the old bot's memory."""
    return make


async def test_everything_goes_on_after_a_restart(
    chat: Chat, bo: simcord.MemberActor, restarted: Callable[[], Forklore]
) -> None:
    message = await chat.say(f"{SHARED} timer=0")
    quiz = await kept(chat)
    await choose(chat.member, message, quiz, wrong(quiz))
    await chat.env.restart_bot(restarted())
    await choose(chat.member, message, quiz, set(quiz.right))
    await choose(bo, message, quiz, wrong(quiz))
    await chat.env.restart_bot(restarted())
    await chat.member.click(now(chat, message), label="Show the solution")

    assert f"Right (1 of 2):** <@{chat.member.id}>" in text(now(chat, message))


async def test_a_time_that_passed_while_the_bot_was_down(
    chat: Chat, bo: simcord.MemberActor, restarted: Callable[[], Forklore]
) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)
    await choose(bo, message, quiz, set(quiz.right))
    await chat.env.restart_bot(restarted())
    await chat.env.advance_time(SECONDS + 1)

    assert f"Right (1 of 1):** <@{bo.id}>" in text(now(chat, message))


@pytest.mark.simcord(check_errors=False)
async def test_what_could_not_be_kept_is_not_acknowledged(
    chat: Chat, bo: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)

    async def fail(*_: object) -> bool:
        raise StoreError("disk full")

    monkeypatch.setattr(Quizzes, "answer", fail)
    given = await choose(bo, message, quiz, set(quiz.right))
    assert given.response is not None
    assert "nothing was saved" in text(given.response.message)


async def test_the_same_seed_is_the_same_quiz(chat: Chat) -> None:
    first = await chat.say("!quiz seed=16")
    second = await chat.slash("quiz", seed=16)

    assert first.embeds[0].title == second.embeds[0].title
    assert await kept(chat, 1) == await kept(chat, 2)


async def test_the_proof_is_a_run_that_can_be_stepped_through(chat: Chat, bo: simcord.MemberActor) -> None:
    message = await chat.say(SHARED)
    quiz = await kept(chat)
    await chat.member.click(message, label="Show the solution")
    solved = now(chat, message)
    index = next(index for index, option in enumerate(quiz.options) if option.possible)
    result = await bo.select(solved, [str(index)])

    assert result.ephemeral
    assert result.response is not None
    assert "A run with the result" in text(result.response.message)
    assert "▶" in labels(result.response.message)


async def test_another_one_is_like_it(chat: Chat, bo: simcord.MemberActor) -> None:
    message = await chat.say(SHARED)
    await chat.member.click(message, label="Show the solution")
    await bo.click(now(chat, message), label="Another one")
    found = await chat.bot.store.quizzes.get(2)

    assert found is not None
    assert found.host == bo.id
    quiz = await kept(chat, 2)
    assert (quiz.topic, quiz.level) == ("wait", 1)


async def test_in_chinese(chat: Chat) -> None:
    await chat.choose("zh-CN")
    message = await chat.say("！测验 wait 1 种子=7")
    quiz = await kept(chat)
    assert "测验：wait，难度 1" in text(message)
    assert "还没有人回答。由" in text(message)
    await choose(chat.member, message, quiz, wrong(quiz))
    await chat.member.click(now(chat, message), label="揭晓答案")

    assert "1 人回答，没有人答对。" in text(now(chat, message))
    assert "无论什么顺序" in text(now(chat, message))


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("!quiz threads", "What is `threads`?"),
        ("!quiz level=9", "A level is 1, 2, 3 or 4, not `9`."),
        ("!quiz seed=x", "whole number"),
        ("!quiz timer=99999", "from 0 to 3600"),
    ],
)
async def test_what_is_not_understood_says_what_is(chat: Chat, line: str, said: str) -> None:
    assert said in text(await chat.say(line))
