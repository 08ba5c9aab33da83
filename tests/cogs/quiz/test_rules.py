"""The rules of a quiz: who may answer, who may reveal, who was right. No chat, no engine."""

from __future__ import annotations

import dataclasses

import pytest

from cogs.quiz.rules import SECONDS, Refused, Round
from demos.quiz import Option, Quiz
from demos.recording import Program

HOST, OTHER = 1, 2


def quiz(right: str = "x.x.", several: bool = True) -> Quiz:
    """A quiz whose options are right where there is an ``x``."""
    options = tuple(
        Option(value=str(index), possible=mark == "x", right=mark == "x") for index, mark in enumerate(right)
    )
    return Quiz(
        seed=1,
        topic="wait",
        level=1,
        program=Program("quiz-1.py", ""),
        kind="possible",
        several=several,
        options=options,
        outcomes=(),
    )


def test_any_number_of_options_can_be_chosen_where_several_are_right() -> None:
    assert Round(quiz(), HOST).answer(OTHER, [0, 2, 2]) == {0, 2}


@pytest.mark.parametrize(
    ("round_", "user", "chosen", "key"),
    [
        (Round(quiz(), HOST, revealed=True), HOST, [0], "quiz-over"),
        (Round(quiz(), HOST, alone=True), OTHER, [0], "quiz-not-yours"),
        (Round(quiz("x..", several=False), HOST), OTHER, [0, 1], "quiz-one-only"),
        (Round(quiz(), HOST), OTHER, [], "ui-outdated"),
        (Round(quiz(), HOST), OTHER, [4], "ui-outdated"),
    ],
)
def test_what_is_no_answer_is_refused(round_: Round, user: int, chosen: list[int], key: str) -> None:
    with pytest.raises(Refused, match=key):
        round_.answer(user, chosen)


def test_the_first_answer_of_somebody_else_sets_the_time() -> None:
    round_ = Round(quiz(), HOST)

    assert round_.deadline_after(HOST, 1000) is None
    assert round_.deadline_after(OTHER, 1000) == 1000 + SECONDS
    assert dataclasses.replace(round_, deadline=1030).deadline_after(OTHER, 1020) == 1030
    assert dataclasses.replace(round_, deadline=1030).deadline_after(HOST, 1020) == 1030
    assert dataclasses.replace(round_, seconds=0).deadline_after(OTHER, 1000) is None
    assert dataclasses.replace(round_, alone=True).deadline_after(HOST, 1000) is None


def test_the_host_reveals_and_those_who_manage_messages() -> None:
    round_ = Round(quiz(), HOST)

    round_.check_reveal(HOST)
    round_.check_reveal(OTHER, manages=True)
    with pytest.raises(Refused, match="quiz-host-only"):
        round_.check_reveal(OTHER)


def test_a_result_names_those_who_chose_all_that_is_right_and_nothing_else() -> None:
    answers = {10: {0, 2}, 11: {0}, 12: {0, 1, 2}, 13: {3}, 14: {0, 2}}
    result = Round(quiz(), HOST, answers={user: frozenset(answer) for user, answer in answers.items()}).result()

    assert result.right == (10, 14)
    assert result.answers == 5
    assert result.chosen == (4, 1, 3, 1)
    assert result.mistaken == (1, 1, 2, 1)


def test_nobody_has_to_answer() -> None:
    result = Round(quiz(), HOST).result()

    assert (result.right, result.answers, result.chosen) == ((), 0, (0, 0, 0, 0))
