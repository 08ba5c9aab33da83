"""The programs that quizzes are about: a few shapes for each topic and level, drawn with the dice."""

from __future__ import annotations

from demos.quiz.dice import Dice
from demos.quiz.programs import buffers, exit, fork, orphans, pipes, signals, wait  # noqa: A004 - a topic's name
from demos.quiz.programs.code import source

_TOPICS = {
    "fork": fork.LEVELS,
    "wait": wait.LEVELS,
    "exit": exit.LEVELS,
    "buffers": buffers.LEVELS,
    "pipes": pipes.LEVELS,
    "orphans": orphans.LEVELS,
    "signals": signals.LEVELS,
}

TOPICS = tuple(_TOPICS)
LEVELS = (1, 2, 3, 4)


def write(topic: str, level: int, dice: Dice) -> str:
    """The source of a program of that topic (`TOPICS`) and level (`LEVELS`)."""
    return source(dice.choice(_TOPICS[topic][level - 1])(dice))
