"""Quizzes as they are made: the same for a seed, and each answer held against a full exploration of its program."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Hashable
from typing import ClassVar, cast

import msgspec
import pytest

from demos.outcomes import Explorer, replay
from demos.quiz import LEVELS, TOPICS, Quiz, drawn, from_json, make, prove, seed_for, to_json
from demos.quiz.facts import ending
from demos.recording import FIRST, Fork, Job, Program, Recording, Write
from demos.runner import Runner, RunnerStatus

pytestmark = pytest.mark.core

QUIZZES, CHUNK = 300, 50


class Remembering:
    """Does each run once: many quizzes are about the same program, and a run is the same each time."""

    known: ClassVar[dict[bytes, Recording]] = {}

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def status(self) -> RunnerStatus:
        return self._runner.status()

    async def run(self, job: Job, *, owner: Hashable = None) -> Recording:
        job = msgspec.structs.replace(job, program=Program("quiz.py", job.program.source))
        key = msgspec.json.encode(job)
        if key not in self.known:
            self.known[key] = await self._runner.run(job, owner=owner)
        return self.known[key]


@pytest.mark.parametrize("first", range(0, QUIZZES, CHUNK))
async def test_every_answer_is_held_against_a_full_exploration(
    first: int, runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    runner = cast(Runner, Remembering(runner))
    with caplog.at_level(logging.WARNING, "demos.quiz"):
        for seed in range(first, first + CHUNK):
            quiz = await make(seed, runner)
            possible = await explored(quiz, runner)
            for option in quiz.options:
                value = f"{option.value} hang" if option.hangs else option.value
                assert option.possible == (value in possible), (seed, option)
                assert option.right == (option.possible != (quiz.kind == "impossible")), (seed, option)
                assert (option.why is None) == option.possible, (seed, option)
    assert not caplog.messages, "the model and the engine agree on whatever is drawn"


async def explored(quiz: Quiz, runner: Runner) -> set[str]:
    """Everything that an option about the program can truthfully say, by the explorer alone."""
    job = Job(quiz.program)
    outcomes = await Explorer(runner, job).explore()
    assert outcomes.complete
    if quiz.kind == "exit":
        return {ending(outcome.ending) for outcome in outcomes.outcomes}
    if quiz.kind in ("possible", "impossible"):
        hangs = {True: " hang", False: ""}
        return {outcome.stdout + hangs[outcome.ending.kind == "deadlock"] for outcome in outcomes.outcomes}
    if quiz.kind == "lines":
        return {str(outcome.stdout.count("\n")) for outcome in outcomes.outcomes}
    runs = [await runner.run(replay(job, outcome, "ignored")) for outcome in outcomes.outcomes]
    if quiz.kind == "processes":
        return {str(1 + sum(isinstance(event, Fork) for event in run.events)) for run in runs}
    return {said_by_first(run) + (" hang" if run.ending.kind == "deadlock" else "") for run in runs}


def said_by_first(run: Recording) -> str:
    return "".join(event.text for event in run.events if isinstance(event, Write) and event.pid == FIRST)


async def test_a_seed_gives_the_same_bytes_whatever_the_workers() -> None:
    seeds = range(5)
    made = []
    for workers in (1, 2):
        async with Runner(workers) as runner:
            made.append(await asyncio.gather(*(make(seed, runner) for seed in seeds)))

    assert [to_json(quiz) for quiz in made[0]] == [to_json(quiz) for quiz in made[1]]
    assert [from_json(to_json(quiz)) for quiz in made[0]] == made[0]


async def test_a_topic_and_a_level_can_be_asked_for(runner: Runner) -> None:
    quiz = await make(7, runner, "wait", 2)

    assert (quiz.topic, quiz.level) == ("wait", 2)
    with pytest.raises(ValueError, match="no quiz"):
        await make(7, runner, "threads", 2)


@pytest.mark.parametrize("topic", [None, *TOPICS])
def test_a_seed_can_say_everything_by_itself(topic: str | None) -> None:
    for level in (None, *LEVELS):
        seed = seed_for(1000, topic, level)
        assert drawn(seed) == (topic or drawn(seed)[0], level or drawn(seed)[1])


async def test_what_is_possible_can_be_seen_and_what_is_not_cannot(runner: Runner) -> None:
    quiz = await make(7, runner, "wait", 1)
    for option in quiz.options:
        recording = await prove(quiz, option, runner)
        assert (recording is not None) == option.possible
        if recording is not None:
            assert quiz.program == recording.program
            assert recording.snapshots
            if quiz.kind in ("possible", "impossible"):
                assert recording.stdout == option.value


def test_a_quiz_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 9"):
        from_json(
            b'{"version":9,"seed":1,"topic":"wait","level":1,"program":{"name":"a","source":""},'
            b'"kind":"exit","several":false,"options":[],"outcomes":[]}'
        )
