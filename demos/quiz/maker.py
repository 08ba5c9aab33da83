"""Makes quizzes: the same seed gives the same quiz, byte for byte, on any machine.

A program is drawn, a question is asked with the help of the model (`demos.quiz.world`), and then the program is
explored for real. Only what the exploration has proven stands in the answer key. Where it is not complete, or does
not agree with the model in everything, there is no quiz, and the next program is drawn.
"""

from __future__ import annotations

import logging
from collections.abc import Hashable, Iterator, Set

from demos.quiz.dice import Dice
from demos.quiz.facts import explore, witness
from demos.quiz.programs import LEVELS, TOPICS, write
from demos.quiz.questions import VALUES, Question, Value, ask
from demos.quiz.quiz import Option, Possible, Quiz
from demos.quiz.world import Seen, Unusable, World
from demos.recording import Program, Recording
from demos.runner import Runner

_log = logging.getLogger(__name__)

MOST_DRAWN = 200
"""How many programs are drawn before a seed is given up. One in two or three is good for a quiz."""

MOST_SEED = 2**31 - 1


def drawn(seed: int) -> tuple[str, int]:
    """The topic and the level of a seed for which none were asked."""
    dice = Dice(f"quiz {seed}")
    return dice.choice(TOPICS), dice.choice(LEVELS)


def seed_for(start: int, topic: str | None = None, level: int | None = None) -> int:
    """The first seed from `start` on whose own topic and level are these, so that it says everything by itself."""
    seed = start % MOST_SEED
    while (topic or drawn(seed)[0], level or drawn(seed)[1]) != drawn(seed):
        seed = (seed + 1) % MOST_SEED
    return seed


async def make(
    seed: int, runner: Runner, topic: str | None = None, level: int | None = None, *, owner: Hashable = None
) -> Quiz:
    """The quiz of that seed. Without a topic or level it has its own (`drawn`). `owner` is as in `Runner.run`.

    Raises:
        RunError: the engine failed, or is too slow.
        ValueError: there is no such topic or level.
    """
    topic, level = topic or drawn(seed)[0], level or drawn(seed)[1]
    if topic not in TOPICS or level not in LEVELS:
        raise ValueError(f"no quiz on {topic}, level {level}")
    for attempt in range(MOST_DRAWN):
        dice = Dice(f"quiz {seed} {topic} {level} {attempt}")
        source = write(topic, level, dice)
        try:
            question = ask(source, topic, level, dice)
        except Unusable:
            continue
        program = Program(f"quiz-{seed}.py", source)
        seen = await explore(program, runner, owner) if question else None
        if question is None or seen is None:
            continue
        if seen != World(source).seen():
            _log.warning(
                "the model and the engine do not agree on quiz %d (%s %d):\n%s", seed, topic, level, source
            )
            continue
        return Quiz(
            seed=seed,
            topic=topic,
            level=level,
            program=program,
            kind=question.kind,
            several=question.several,
            options=tuple(_options(question, seen)),
            outcomes=tuple(_outcomes(seen)),
        )
    raise RuntimeError(f"no program for quiz {seed}")


async def prove(quiz: Quiz, option: Option, runner: Runner, *, owner: Hashable = None) -> Recording | None:
    """The recording of a run in which the option comes true; None when there is none.

    Raises:
        RunError: the engine failed.
    """
    value, value_of = Value(option.value, option.hangs), VALUES[quiz.kind]
    return await witness(quiz.program, lambda seen: value_of(seen) == value, runner, owner)


def _options(question: Question, found: Set[Seen]) -> Iterator[Option]:
    """The options; which of them are possible was seen."""
    possible = {VALUES[question.kind](seen) for seen in found}
    for choice in question.choices:
        yield Option(
            value=choice.value.text,
            hangs=choice.value.hangs,
            possible=choice.value in possible,
            right=(choice.value in possible) != (question.kind == "impossible"),
            misconception=choice.misconception,
            why=choice.why,
        )


def _outcomes(found: Set[Seen]) -> list[Possible]:
    """What can be printed, and with which ending."""
    outcomes = sorted({(seen.stdout, seen.ending) for seen in found})
    return [Possible(stdout=stdout, ending=ending) for stdout, ending in outcomes]
