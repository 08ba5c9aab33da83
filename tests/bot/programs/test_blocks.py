"""Code blocks are found where Discord shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.programs.blocks import Block, before, blocks

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("!run\n```py\nprint(1)\n```", [Block("print(1)\n", "py")]),
        ("!run ```Python\nprint(1)```", [Block("print(1)", "python")]),
        ("!run ```print(1)```", [Block("print(1)")]),
        ("```\n  indented\n```", [Block("  indented\n")]),
        ("```c++\nx\n```", [Block("x\n", "c++")]),
        ("```py\na\n``` and ```\nb\n``` or ```c\n```", [Block("a\n", "py"), Block("b\n"), Block("c")]),
        ("```5```", [Block("5")]),
        ("```5\n```", [Block("5")]),
        ("``` py \nx\n```", [Block("x\n", "py")]),
        ("```\u200bpy\u200b\nx\n```", [Block("x\n", "py")]),
        ("```py\r\na\r\nb\r\n```", [Block("a\nb\n", "py")]),
        ("```py\nnobody ends it", [Block("nobody ends it", "py")]),
        ('```py\nprint("```")\n```', [Block('print("', "py")]),
        ("``````", []),
        ("``` \n \n```", []),
        ("```", []),
        ("no `code` here, nor ``here``", []),
        ("", []),
    ],
)
def test_blocks(content: str, found: list[Block]) -> None:
    assert blocks(content) == found


@given(
    st.text(st.characters(exclude_characters="`\r", exclude_categories=["Cs"])).filter(str.strip),
    st.sampled_from(["", "py", "c", "python3"]),
    st.text(st.characters(exclude_characters="`")),
)
def test_a_text_comes_out_as_it_was_put_in(text: str, tag: str, around: str) -> None:
    content = f"{around}```{tag}\n{text}```{around}"
    assert blocks(content) == [Block(text, tag)]
    assert before(content) == around


@given(st.text(st.sampled_from("`pyc \n\t\u200b\r'a")))
def test_whatever_is_written_is_read(content: str) -> None:
    for block in blocks(content):
        assert block.text.strip()
        assert "```" not in block.text
        assert block.tag == block.tag.lower()


@pytest.mark.parametrize("flood", [" ", "\u200b", " \u200b", "a ", "`", "``` ", "```py ", "```\n"])
def test_a_flood_is_read_at_once(flood: str) -> None:
    content = "```" + flood * (64 * 1024 // len(flood))
    assert all(block.text.strip() for block in blocks(content))
