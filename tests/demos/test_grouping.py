"""Many outcomes in few lines: nothing is lost, nothing that a program printed can act on the display."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from demos.grouping import FEW, layout
from demos.outcomes import Outcome
from demos.recording import Ending

EXITED = Ending(kind="exited", code=0)
DEADLOCK = Ending(kind="deadlock")


def outcome(stdout: str, ending: Ending = EXITED, stderr: str = "") -> Outcome:
    return Outcome(stdout=stdout, stderr=stderr, ending=ending, schedule=())


def orders(*lines: str) -> list[Outcome]:
    return [outcome("".join(f"{line}\n" for line in order)) for order in itertools.permutations(lines)]


def test_a_few_are_shown_line_by_line() -> None:
    found = layout([outcome("a\n"), outcome("b\nc\n", stderr="Traceback:\n  x\nValueError: 3\n")], 30)

    assert [section.rows for section in found.sections] == [("a",), ("b", "c", "! ValueError: 3")]
    assert all(section.whole for section in found.sections)
    assert found.key == ()


def test_of_many_each_takes_a_line() -> None:
    (section,) = layout(orders("a", "b", "c"), 30).sections

    assert section.rows == ("a⏎b⏎c", "a⏎c⏎b", "b⏎a⏎c", "b⏎c⏎a", "c⏎a⏎b", "c⏎b⏎a")
    assert section.members == tuple(range(6))
    assert section.same_lines == 3
    assert not section.whole


def test_long_lines_get_letters() -> None:
    lines = ["the parent waits", "the first child ends", "the second child ends"]
    found = layout(orders(*lines), 30)

    assert found.key == tuple(zip("ABC", lines, strict=True))
    assert found.sections[0].rows == ("A B C", "A C B", "B A C", "B C A", "C A B", "C B A")


def test_other_endings_stand_apart() -> None:
    found = layout([outcome("a\nb\n"), outcome("a\n", DEADLOCK), outcome("b\na\n"), outcome("", DEADLOCK)], 30)

    assert [(section.ending, section.rows) for section in found.sections] == [
        (EXITED, ("a⏎b", "b⏎a")),
        (DEADLOCK, ("a", "")),
    ]
    assert [section.same_lines for section in found.sections] == [2, 0]


def test_an_end_of_line_that_is_missing_somewhere_is_seen() -> None:
    (section,) = layout([outcome("a\n"), outcome("a"), outcome("b\n"), outcome("c\n")], 30).sections

    assert section.rows == ("a⏎", "a", "b⏎", "c⏎")


def test_what_is_written_to_both_streams_is_told_apart() -> None:
    found = [outcome("a\n", stderr=text) for text in ("x\n", "y\n", "z\n", "")]

    assert layout(found, 30).sections[0].rows == ("a ! x", "a ! y", "a ! z", "a")


def test_more_lines_than_letters() -> None:
    found = [outcome(f"{number} {'x' * 50}\n") for number in range(500)]
    (section,) = layout(found, 30).sections

    assert len(section.rows) == 500
    assert section.rows[499].startswith("499 xxx")


def test_a_flood_is_cut() -> None:
    found = [outcome(f"{number}\n" + "line\n" * 13_000) for number in range(300)]

    assert max(len(row) for section in layout(found, 30).sections for row in section.rows) <= 400


texts = st.lists(st.sampled_from(["a", "b", "\n", "\t", "\x1b[2J", "\u202e", "`", "@everyone"]), max_size=8)
endings = st.sampled_from([EXITED, DEADLOCK, Ending(kind="signaled", signal=9)])


@given(st.lists(st.tuples(texts, texts, endings), min_size=1, max_size=12, unique_by=str), st.integers(1, 40))
def test_each_outcome_has_its_place(drawn: list[tuple[list[str], list[str], Ending]], cells: int) -> None:
    outcomes = [outcome("".join(out), ending, "".join(error)) for out, error, ending in drawn]
    found = layout(outcomes, cells)

    assert sorted(index for section in found.sections for index in section.members) == list(range(len(outcomes)))
    for section in found.sections:
        assert all(outcomes[index].ending == section.ending for index in section.members)
        assert section.whole or len(section.rows) == len(section.members)
        assert "".join(section.rows).isprintable()
    assert "".join(line for _, line in found.key).isprintable()
    if len(outcomes) <= FEW:
        assert all(section.whole for section in found.sections)
