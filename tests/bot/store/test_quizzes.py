"""Quizzes and their answers survive a restart, and an answer is counted before the reveal or refused."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.store import Store, open_store
from bot.store.quizzes import RESULT_DAYS, Answers, Quizzes
from bot.store.recordings import KEEP_DAYS

pytestmark = pytest.mark.core


def nobody(answers: Answers) -> set[int]:
    return set()


async def opened(store: Store, seconds: int = 60) -> int:
    return await store.quizzes.open(b"{}", host=1, language="en", alone=False, seconds=seconds)


async def test_what_was_answered_survives_a_restart(database: str) -> None:
    async with open_store(database) as store:
        identity = await opened(store)
        await store.quizzes.place(identity, channel=7, message=8)
        assert await store.quizzes.answer(identity, 2, frozenset({0, 2}), 1000)
        assert await store.quizzes.answer(identity, 3, frozenset({1}), 2000)
        assert await store.quizzes.answer(identity, 2, frozenset({1}), 3000)
    async with open_store(database) as store:
        kept = await store.quizzes.get(identity)
        assert kept is not None
        assert (kept.host, kept.quiz, kept.language, kept.alone, kept.seconds) == (1, b"{}", "en", False, 60)
        assert (kept.channel, kept.message, kept.deadline, kept.revealed, kept.shown) == (7, 8, 1000, False, False)
        assert kept.answers == {2: {1}, 3: {1}}
        assert await store.quizzes.unfinished() == {identity: 1000}


async def test_at_the_reveal_answers_are_judged_once_and_no_more_are_kept(store: Store) -> None:
    identity = await opened(store)
    assert await store.quizzes.answer(identity, 2, frozenset({0, 1}), None)
    assert await store.quizzes.answer(identity, 3, frozenset({0}), None)
    judged: list[Answers] = []

    def judge(answers: Answers) -> set[int]:
        judged.append(answers)
        return {2}

    assert await store.quizzes.reveal(identity, "wait", judge)
    assert not await store.quizzes.reveal(identity, "wait", judge)
    assert judged == [{2: {0, 1}, 3: {0}}]
    assert [(past.concept, past.verdict) for past in await store.progress.past(2)] == [("wait", "right")]
    assert [(past.concept, past.verdict) for past in await store.progress.past(3)] == [("wait", "wrong")]
    assert not await store.quizzes.answer(identity, 4, frozenset({0}), None)
    kept = await store.quizzes.get(identity)
    assert kept is not None
    assert kept.revealed
    assert set(kept.answers) == {2, 3}

    await store.quizzes.shown(identity)
    assert await store.quizzes.unfinished() == {}


async def test_of_answers_and_a_reveal_at_once_each_answer_is_kept_or_refused(store: Store) -> None:
    identity = await opened(store)
    users = list(range(10, 60))
    jobs = [store.quizzes.answer(identity, user, frozenset({0}), None) for user in users]
    jobs.insert(random.Random(1).randrange(len(jobs)), store.quizzes.reveal(identity, "exit", nobody))  # noqa: S311
    done = await asyncio.gather(*jobs)
    kept = await store.quizzes.get(identity)

    assert kept is not None
    assert kept.revealed
    assert sum(done) - 1 == len(kept.answers)


async def test_another_quiz_in_the_same_message_ends_the_one_before(store: Store) -> None:
    first, second = await opened(store), await opened(store)
    await store.quizzes.place(first, channel=7, message=8)
    await store.quizzes.answer(first, 2, frozenset({0}), 1000)
    await store.quizzes.place(second, channel=7, message=8)

    assert await store.quizzes.unfinished() == {}
    assert not await store.quizzes.answer(first, 3, frozenset({0}), None)
    assert await store.quizzes.answer(second, 3, frozenset({0}), None)


async def test_the_old_ones_are_forgotten(store: Store) -> None:
    identity = await opened(store)
    await store.quizzes.answer(identity, 2, frozenset({0}), None)
    await store.quizzes.reveal(identity, "wait", nobody)
    answered_at = (await store.progress.past(2))[0].predicted_at
    await Quizzes(store._transact, lambda: answered_at + (KEEP_DAYS + 1) * 86400).prune()

    assert await store.quizzes.get(identity) is None
    assert len(await store.progress.past(2)) == 1
    await Quizzes(store._transact, lambda: answered_at + (RESULT_DAYS + 1) * 86400).prune()
    assert await store.progress.past(2) == []
    assert not await store.quizzes.answer(identity, 2, frozenset({0}), None)
