"""What is asked: that wrong answers are wrong and right ones right, by the model and without the engine."""

from __future__ import annotations

import pytest

from demos.quiz.dice import Dice
from demos.quiz.misconceptions import MISCONCEPTIONS
from demos.quiz.programs import LEVELS, TOPICS, write
from demos.quiz.questions import VALUES, Question, Value, ask, why
from demos.quiz.world import Unusable, World

IDS = {misconception.id for misconception in MISCONCEPTIONS}


def drawn(topic: str, level: int, count: int) -> list[tuple[str, Question]]:
    """Some programs with questions about them."""
    found = []
    for number in range(count):
        dice = Dice(f"test {topic} {level} {number}")
        source = write(topic, level, dice)
        try:
            question = ask(source, topic, level, dice)
        except Unusable:
            continue
        if question is not None:
            found.append((source, question))
    return found


@pytest.mark.parametrize("topic", TOPICS)
def test_right_answers_are_possible_and_wrong_ones_are_not(topic: str) -> None:
    for level in LEVELS:
        questions = drawn(topic, level, 8)
        assert questions, f"nothing to ask about {topic} {level}"
        for source, question in questions:
            true = {VALUES[question.kind](seen) for seen in World(source).seen()}
            for choice in question.choices:
                assert (choice.value in true) == (choice.why is None)
                assert choice.misconception in IDS or (choice.misconception is None and choice.value in true)
            possible = [choice for choice in question.choices if choice.value in true]
            impossible = [choice for choice in question.choices if choice.value not in true]
            assert len({choice.value for choice in question.choices}) == len(question.choices) >= 3
            assert impossible
            assert possible
            if question.kind == "impossible":
                assert len(impossible) == 1
            elif not question.several:
                assert len(possible) == 1


@pytest.mark.parametrize("topic", TOPICS)
def test_programs_are_small_and_name_what_they_print_in_order(topic: str) -> None:
    for level in LEVELS:
        for number in range(20):
            source = write(topic, level, Dice(f"{topic} {level} {number}"))
            compile(source, "<quiz>", "exec")
            lines = source.splitlines()
            assert len(lines) <= 26
            assert max(map(len, lines)) <= 64
            letters = [
                line.split('"')[1][0] for line in lines if "print(" in line or "write(1," in line if '"' in line
            ]
            assert letters == sorted(letters), source


def test_the_dice_fall_the_same_everywhere() -> None:
    dice = Dice("quiz 1234")

    assert [dice.below(100) for _ in range(5)] == [Dice("quiz 1234").below(100), *[dice_at(i) for i in range(1, 5)]]
    assert Dice("a").shuffled("abcdef") == Dice("a").shuffled("abcdef")
    assert sorted(Dice("b").shuffled(range(9))) == list(range(9))
    assert all(3 <= Dice(str(seed)).number(3, 5) <= 5 for seed in range(50))


def dice_at(index: int) -> int:
    """The number that the dice of the test show after so many others."""
    dice = Dice("quiz 1234")
    for _ in range(index):
        dice.below(100)
    return dice.below(100)


@pytest.mark.parametrize(
    ("value", "true", "kind"),
    [
        (Value("A\nA\n"), [Value("A\n")], "count"),
        (Value("B\nA\n"), [Value("A\nB\n")], "order"),
        (Value("A\n"), [Value("A\n", hangs=True)], "hangs"),
        (Value("A\n", hangs=True), [Value("A\n")], "ends"),
        (Value("A\nB\nA\nB\n"), [Value("A\nA\nB\nB\n")], "other"),
    ],
)
def test_what_is_said_against_an_answer(value: Value, true: list[Value], kind: str) -> None:
    assert why(value, true).kind == kind
