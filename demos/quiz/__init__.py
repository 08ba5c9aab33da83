"""Quizzes about small fork programs. Their answers are proven by running the program in every order that matters.

    quiz = await make(1234, runner)

`docs/quiz.md` explains how they are made.
"""

from demos.quiz.facts import TooSlow
from demos.quiz.maker import MOST_SEED, drawn, make, prove, seed_for
from demos.quiz.programs import LEVELS, TOPICS
from demos.quiz.quiz import Kind, Option, Possible, Quiz, Why, from_json, to_json
from demos.quiz.wording import Wording, misconception

__all__ = [
    "LEVELS",
    "MOST_SEED",
    "TOPICS",
    "Kind",
    "Option",
    "Possible",
    "Quiz",
    "TooSlow",
    "Why",
    "Wording",
    "drawn",
    "from_json",
    "make",
    "misconception",
    "prove",
    "seed_for",
    "to_json",
]
