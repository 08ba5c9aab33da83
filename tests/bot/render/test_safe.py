"""Nothing that a program prints can ping, leave its code block, hide or reorder text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render.safe import code, fenced, plain, visible
from tests.samples import HOSTILE

# Any string at all, and strings made of what attackers use, so that the rare combinations are met.
PIECES = (
    "@ everyone here <@ <@& <# 123> \u200b \u200d \ufe0f \u3164 \r \x1b[31m \0 \u202e \u2066 \ud800 \udc80".split(
        " "
    )
)
NASTY = st.lists(st.sampled_from([*PIECES, "```", *"`\n\u0301x中😀\\*_[]()#->|~"])).map("".join)
ANY = st.one_of(st.text(st.characters(exclude_categories=())), NASTY)

ORDINARY = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), include_characters="\n\t", exclude_characters="`@<")
)
INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
PING = re.compile(r"@everyone|@here|<@[!&]?\d+>|<#\d+>", re.IGNORECASE)


def inside(block: str) -> str:
    """What is in a code block, as Discord's own pattern reads it."""
    match = re.match(r"```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```", block, re.IGNORECASE)
    assert match, block
    assert match.end() == len(block), "the block ends early"
    return match[2]


@given(ANY)
@example("```")
@example("``\u200b`")
@example("`\ufe0f`\u3164`")
@example("a`")
@example("\n\n")
def test_nothing_leaves_a_code_block(text: str) -> None:
    block = fenced(text, "python")
    inside(block)
    stripped = "".join(c for c in block if unicodedata.category(c) not in {"Cf", "Mn"} and c not in "\u3164\u115f")
    assert stripped.count("```") == 2


@given(ANY)
@example(HOSTILE)
def test_nothing_pings_and_nothing_is_unseen(text: str) -> None:
    for result in (visible(text), fenced(text), code(text), plain(text)):
        assert not PING.search(result)
        result.encode()  # a lone surrogate could not be sent
        unseen = {c for c in result if unicodedata.category(c) in INVISIBLE} - {"\n", "\t", "\u200b"}
        assert not unseen


@given(ORDINARY)
@example("print('你好')\n\tif a < b: # 100 %\n")
@example("❤️ é naïve ไทย")
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text
    if text.strip():
        assert inside(fenced(text)) == text.strip("\n")


@given(ANY, st.integers(2, 100))
def test_code_in_a_sentence_is_one_short_line(text: str, limit: int) -> None:
    result = code(text, limit)
    assert result[0] == result[-1] == "`"
    assert "`" not in result[1:-1]
    assert "\n" not in result


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("10%\r20%", r"10%\r20%"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\0\x07\x7f\x9b", r"\x00\x07\x7f\x9b"),
        ("a\u202eb", r"a\u202eb"),
        ("\ud83d", r"\ud83d"),
        ("\ufeffx\u200dy", r"\ufeffx\u200dy"),
        ("Z" + "\u0301" * 50, "Z" + "\u0301" * 4),
        ("hi @everyone", "hi @\u200beveryone"),
        ("<@123>", "<\u200b@123>"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text", ["**bold**", "`code`", "||spoiler||", "[text](https://example.org)", "# title", "> quote"]
)
def test_markup_is_shown_in_a_sentence(text: str) -> None:
    assert plain(text) != text
    assert plain(text).replace("\\", "") == text
