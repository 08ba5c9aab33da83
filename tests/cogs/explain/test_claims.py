"""Marks in a card's text: which sentence they mean, and that they are not shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.explain.claims import ClaimError, extract


def claims(text: str, name: str = "") -> list[tuple[str, str]]:
    return [(claim.id, claim.text) for claim in extract(text, "details", name=name)[1]]


@pytest.mark.parametrize(
    ("text", "shown", "found"),
    [
        ("It blocks.", "It blocks.", []),
        ("It blocks. {#blocks}", "It blocks.", [("blocks", "It blocks.")]),
        ("One. Two. {#two} Three.", "One. Two. Three.", [("two", "Two.")]),
        ("One. {#one} Two! {#two}", "One. Two!", [("one", "One."), ("two", "Two!")]),
        ("Both. {#a} {#b} More.", "Both. More.", [("a", "Both."), ("b", "Both.")]),
        ("See `a. b` in 3.12. {#x}", "See `a. b` in 3.12.", [("x", "See `a. b` in 3.12.")]),
        ("One. *(Two.)* {#two}", "One. *(Two.)*", [("two", "*(Two.)*")]),
        ("- `fork`: no sharing {#f}", "- `fork`: no sharing", [("f", "`fork`: no sharing")]),
        ("一。二。 {#two}三。", "一。二。三。", [("two", "二。")]),
        ("一。 {#one}**二**：二。{#two}", "一。**二**：二。", [("one", "一。"), ("two", "**二**：二。")]),
        ("他说“好。”然后走了。 {#x}", "他说“好。”然后走了。", [("x", "然后走了。")]),
        ("Code `{#no-mark here}` stays.", "Code `{#no-mark here}` stays.", []),
    ],
)
def test_a_mark_means_the_sentence_before_it(text: str, shown: str, found: list[tuple[str, str]]) -> None:
    assert extract(text, "details")[0] == shown
    assert claims(text) == found


def test_a_claim_knows_its_line_its_section_and_the_entry_it_is_from() -> None:
    text, (first, second) = extract("One. {#a}\n\n- Two. {#b}", "pitfalls", line=7, name="pid")

    assert text == "One.\n\n- Two."
    assert (first.line, first.section, first.text) == (7, "pitfalls", "`pid`: One.")
    assert (second.line, second.text) == (9, "`pid`: Two.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("In the {#middle} of a sentence.", "behind the end of a sentence"),
        ("It blocks. {#Blocks}", "small letters"),
        ("It blocks. {#a--b}", "small letters"),
        ("It blocks. {#}", "small letters"),
        ("一句话的 {#middle}中间。", "behind the end of a sentence"),
    ],
)
def test_a_wrong_mark_is_named_with_its_line(text: str, says: str) -> None:
    with pytest.raises(ClaimError, match=says) as caught:
        extract(f"First.\n{text}", "details")

    assert caught.value.line == 1


@given(st.lists(st.from_regex(r"[A-Z][a-z ]{0,8}[.!?]", fullmatch=True), min_size=1, max_size=5), st.data())
def test_marks_never_change_what_is_shown(sentences: list[str], data: st.DataObject) -> None:
    marked = data.draw(st.lists(st.booleans(), min_size=len(sentences), max_size=len(sentences)))
    text = " ".join(
        f"{sentence} {{#c{number}}}" if mark else sentence
        for number, (sentence, mark) in enumerate(zip(sentences, marked, strict=True))
    )
    plain = " ".join(sentences)

    shown, found = extract(text, "details")

    assert shown == plain
    assert [claim.text for claim in found] == [
        sentence for sentence, mark in zip(sentences, marked, strict=True) if mark
    ]
