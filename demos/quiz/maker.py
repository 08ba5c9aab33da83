"""Makes quizzes: the same seed gives the same quiz, byte for byte, on any machine.

A program is drawn, a question is asked with the help of the model (`demos.quiz.world`), and then the program is
explored for real. Only what the exploration has proven stands in the answer key. Where it is not complete, or does
not agree with the model in everything, there is no quiz, and the next program is drawn.
"""

from __future__ import annotations

import logging

from demos.quiz.dice import Dice
from demos.quiz.facts import Facts, explore
from demos.quiz.programs import LEVELS, TOPICS, write
from demos.quiz.questions import VALUES, Question, ask
from demos.quiz.quiz import Option, Possible, Quiz
from demos.quiz.world import Unusable, World
from demos.recording import Program
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


async def make(seed: int, runner: Runner, topic: str | None = None, level: int | None = None) -> Quiz:
    """The quiz of that seed. Without a topic or level it has its own (`drawn`).

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
        facts = await explore(program, runner) if question else None
        if question is None or facts is None:
            continue
        if facts.witnesses.keys() != World(source).seen():
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
            options=tuple(_options(question, facts)),
            outcomes=tuple(_outcomes(facts)),
        )
    raise RuntimeError(f"no program for quiz {seed}")


def _options(question: Question, facts: Facts) -> list[Option]:
    """The options, each with its proof."""
    value_of = VALUES[question.kind]
    options = []
    for choice in question.choices:
        seen = min((seen for seen in facts.witnesses if value_of(seen) == choice.value), default=None)
        possible = seen is not None
        options.append(
            Option(
                value=choice.value.text,
                hangs=choice.value.hangs,
                right=possible != (question.kind == "impossible"),
                misconception=choice.misconception,
                witness=facts.witnesses[seen] if seen is not None else None,
                why=choice.why,
            )
        )
    return options


def _outcomes(facts: Facts) -> list[Possible]:
    found = sorted({(seen.stdout, seen.ending) for seen in facts.witnesses})
    return [Possible(stdout=stdout, ending=ending) for stdout, ending in found]
