"""A list of outcomes as a message: with many of them, hostile ones, and in both languages."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.language import Language, Languages
from bot.message import Reply
from bot.render import outcomes as render
from demos.findings import Findings
from demos.outcomes import Outcome, Outcomes
from demos.recording import Ending

LANGUAGES = list(Languages())
EXITED, DEADLOCK = Ending(kind="exited", code=0), Ending(kind="deadlock")


def findings(texts: list[str], reason: str | None = None, ending: Ending = EXITED) -> Findings:
    return Findings(
        Outcomes(
            complete=reason is None,
            reason=reason,
            runs=200,
            states=1000,
            seconds=1.5,
            sleeps="ignored",
            outcomes=tuple(Outcome(stdout=text, stderr="", ending=ending, schedule=(2, 3)) for text in texts),
        )
    )


def check(reply: Reply) -> str:
    """What the message says, which Discord takes as it is."""
    (embed,) = reply.embeds
    assert limits.fit(reply).embeds[0].description == embed.description
    assert str(embed.description).count("```") % 2 == 0
    return str(embed.description)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_24_orders_are_all_shown(language: Language) -> None:
    orders = itertools.permutations(["child 0", "child 1", "child 2", "child 3"])
    reply = render.result("four", findings(["".join(f"{line}\n" for line in order) for order in orders]), language)
    said = check(reply)

    assert "24" in said
    assert "24 child 3⏎child 2⏎child 1⏎child 0" in said
    assert reply.files == ()
    assert len(render.options(findings(["a"] * 24).outcomes.outcomes, language)) == 24


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_of_500_some_are_shown_and_all_are_in_the_file(language: Language) -> None:
    reply = render.result("many", findings([f"{number} is the number\n" * 9 for number in range(500)]), language)
    said = check(reply)
    (file,) = reply.files

    assert file.name in said
    assert "500" in said
    assert file.data.decode().count("499 is the number") == 9
    assert len(render.options(findings(["a"] * 500).outcomes.outcomes, language)) == 25


def test_a_flood_fits() -> None:
    reply = render.result("flood", findings([f"{number}" * 60_000 for number in range(60)]), LANGUAGES[0])

    check(reply)
    assert len(reply.files[0].data) <= render.MOST_FILE + 100


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("reason", ["threads", "randomness, sockets", "runs", "seconds", "length", "cancelled"])
def test_why_there_may_be_others_is_said(reason: str, language: Language) -> None:
    reply = render.result("some", findings(["a\n"], reason), language)

    assert ("There may be others." if language.code == "en" else "可能还有别的") in check(reply)
    assert reply.embeds[0].colour == render.PERHAPS_MORE


def test_nothing_found() -> None:
    assert "No outcome was found yet." in check(render.result("none", findings([], "cancelled"), LANGUAGES[0]))


def test_a_witness_says_which() -> None:
    embed = render.witness(3, findings(["a\nb\n"], ending=DEADLOCK).outcomes.outcomes[0], LANGUAGES[0])

    assert embed.title == "How outcome 3 comes about · deadlock: nobody can ever go on"
    assert "a\nb" in str(embed.description)


hostile = st.lists(
    st.sampled_from(["a", "\n", "`", "``", "@everyone", "<@1>", "\x1b[2J", "\u202e", "界"]), max_size=30
)


@given(st.lists(hostile.map("".join), min_size=1, max_size=40, unique=True))
def test_hostile_output_stays_output(texts: list[str]) -> None:
    found = findings(texts)
    said = check(render.result("@everyone `x`", found, LANGUAGES[0]))
    said += str(render.witness(1, found.outcomes.outcomes[0], LANGUAGES[0]).description)

    assert "@everyone" not in said
    assert "<@1>" not in said
    assert not {"\x1b", "\u202e"} & set(said)
