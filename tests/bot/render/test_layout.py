"""Columns stand below each other, with Chinese too; what is too much is left out in the middle, and said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width

from bot.render.layout import columns, cut, ends

TEXT = st.text(st.characters(codec="ascii", categories=("L", "N")) | st.sampled_from("僵尸进程"), max_size=20)


def test_columns_count_cells_and_not_characters() -> None:
    assert columns([["PID", "状态", "x"], ["2", "running", "y"], ["10", "僵尸", "z"]], right=frozenset({0})) == [
        "PID 状态    x",
        "  2 running y",
        " 10 僵尸    z",
    ]


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1), st.booleans())
def test_the_last_column_begins_at_the_same_cell_in_each_row(rows: list[tuple[str, str]], right: bool) -> None:
    lines = columns([(*row, "|") for row in rows], right=frozenset({0} if right else ()))
    assert len({width(line) for line in lines}) == 1


@given(TEXT, st.integers(2, 40))
def test_a_cut_text_is_no_wider_and_says_that_it_was_cut(text: str, cells: int) -> None:
    short = cut(text, cells)
    assert width(short) <= cells
    assert short == text or (short.endswith("…") and text.startswith(short[:-1].rstrip()))


@given(st.integers(0, 200), st.integers(2, 40))
def test_what_is_too_much_is_left_out_in_the_middle(count: int, most: int) -> None:
    items = list(range(count))
    head, left_out, tail = ends(items, most)
    assert len(head) + len(tail) == min(count, most)
    assert [*head, *items[len(head) : len(head) + left_out], *tail] == items
    assert not left_out or (head and tail and len(head) >= len(tail))
