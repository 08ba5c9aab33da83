"""Columns stand below each other, with Chinese too; what is too much is left out in the middle, and said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width

from bot.render.layout import columns, cut, shorten

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


@given(st.integers(0, 200), st.integers(3, 40))
def test_the_middle_is_left_out_and_counted(count: int, most: int) -> None:
    lines = [str(number) for number in range(count)]
    short = shorten(lines, most, lambda left_out: f"gap {left_out}")
    assert len(short) == min(count, most)
    gaps = [line for line in short if line.startswith("gap")]
    kept = [line for line in short if line not in gaps]
    assert len(kept) + sum(int(gap.split()[1]) for gap in gaps) == count
    if count:
        assert short[0] == "0"
        assert short[-1] == str(count - 1)
