"""What is typed after ``demo`` becomes a demo and values, or a sentence that says how it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.language import Languages
from bot.programs.options import ORDERING, orders
from cogs.demo.parameters import complete, read, split
from demos.catalogue import load

CATALOGUE = load()
LANGUAGES = Languages()
ENGLISH = LANGUAGES.default
ZOMBIE, ORPHAN, FORK = (CATALOGUE.get(name) for name in ("zombie", "orphan", "fork"))

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ("", "")),
        ("zombie", ("zombie", "")),
        ("zombie children=5", ("zombie", "children=5")),
        ("double fork seconds = 2, x=1", ("double fork", "seconds = 2, x=1")),
        ("僵尸进程　children＝５", ("僵尸进程", "children=5")),
        ("  children=5", ("", "children=5")),
        ("double fork natural", ("double fork", "natural")),
        ("zombie, Real children=5", ("zombie", "Real children=5")),
    ],
)
def test_the_name_ends_where_the_first_parameter_begins(words: str, expected: tuple[str, str]) -> None:
    assert split(words) == expected


@pytest.mark.parametrize(
    "pairs", ["children=5", "children = 5", " CHILDREN=5, ", "children=3 children=5", "children＝５"]
)
def test_values_are_read_however_they_are_typed(pairs: str) -> None:
    asked = read(ZOMBIE, pairs, ENGLISH)
    assert asked.values == {"children": 5}
    assert "CHILDREN = 5" in asked.job.program.source
    assert asked.title(ENGLISH) == f"{ZOMBIE.text('en').title} (children=5)"


def test_each_demo_takes_a_seed() -> None:
    asked = read(ZOMBIE, "Seed=3 children=5", ENGLISH)
    assert (asked.values, asked.job.seed, asked.pairs) == ({"children": 5}, 3, "children=5,seed=3")
    assert asked.title(ENGLISH) == f"{ZOMBIE.text('en').title} (children=5, seed=3)"
    assert read(ZOMBIE, asked.pairs, ENGLISH) == asked
    assert read(FORK, "seed=0", ENGLISH).pairs == ""


@pytest.mark.parametrize(
    ("pairs", "job", "shown"),
    [
        ("real", ("real", "controlled", 0), "real"),
        ("children=5 clock=real, seed=3", ("real", "controlled", 3), "children=5,seed=3,real"),
        ("Schedule = Natural seed=3", ("virtual", "natural", 0), "natural"),
        ("virtual controlled", ("virtual", "controlled", 0), ""),
    ],
)
def test_time_and_order_are_written_as_for_run(pairs: str, job: tuple[str, str, int], shown: str) -> None:
    asked = read(ZOMBIE, pairs, ENGLISH)
    assert (asked.job.clock, asked.job.schedule, asked.job.seed) == job
    assert asked.pairs == shown
    assert read(ZOMBIE, shown, ENGLISH) == asked


def test_another_order_is_the_next_seed_where_the_kernel_does_not_choose() -> None:
    another = read(ZOMBIE, "children=5 seed=3", ENGLISH).another_order()
    assert another is not None
    assert another.pairs == "children=5,seed=4"
    assert read(ZOMBIE, "natural", ENGLISH).another_order() is None


def test_no_demo_has_a_parameter_that_is_named_like_an_option() -> None:
    demos = [demo for topic in CATALOGUE.topics for demo in topic.demos]
    assert not [d.name for d in demos for name in (d.name, *d.names) if any(map(orders, name.split()))]
    assert not {parameter.name for demo in demos for parameter in demo.parameters} & set(ORDERING)


def test_a_default_is_not_mentioned() -> None:
    asked = read(ZOMBIE, f"children={ZOMBIE.parameters[0].default}", ENGLISH)
    assert asked.values == {}
    assert asked.title(ENGLISH) == ZOMBIE.text("en").title


@given(st.floats(1.5, 8.0))
def test_what_a_button_remembers_is_what_was_run(seconds: float) -> None:
    asked = read(ORPHAN, f"seconds={seconds}", ENGLISH)
    assert len(asked.pairs) <= len("seconds=1.23456")
    assert read(ORPHAN, asked.pairs, ENGLISH) == asked
    assert asked.job.program.source == ORPHAN.job(asked.values).program.source


@pytest.mark.parametrize("language", list(LANGUAGES), ids=lambda language: language.code)
@pytest.mark.parametrize(
    ("demo", "pairs", "said"),
    [
        (ZOMBIE, "children=99", ["`children`", "1", "8", "`99`"]),
        (ZOMBIE, "children=0", ["`children`", "1", "8", "`0`"]),
        (ZOMBIE, "children=2.5", ["`children`", "1", "8", "`2.5`"]),
        (ZOMBIE, "children=many", ["`children`", "`many`"]),
        (ORPHAN, "seconds=60", ["`seconds`", "1.5", "8", "`60`"]),
        (ORPHAN, "seconds=nan", ["`seconds`", "`nan`"]),
        (ZOMBIE, "kids=3", ["`kids`", "`children`", "1", "8"]),
        (FORK, "children=3", ["`children`"]),
        (FORK, "seed=1.5", ["`1.5`"]),
        (FORK, "seed=1000000000", ["`1000000000`"]),
        (FORK, "clock=fast", ["`fast`", "`real`"]),
        (FORK, "schedule=", ["`natural`"]),
        (FORK, "c", ["`c`", "seed=3"]),
        (ZOMBIE, "children", ["`children`", "children=5"]),
        (ZOMBIE, "children=5 and more", ["`and more`", "children=5"]),
        (ZOMBIE, "children=`@everyone`", ["@\u200beveryone"]),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(demo, pairs, said, language) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UserError) as caught:
        read(demo, pairs, language)
    text = language.text(caught.value.key, **caught.value.values)
    for piece in said:
        assert piece in text


def test_completion_offers_the_default_and_the_bounds() -> None:
    offered = [pairs for pairs, _ in complete(ZOMBIE, "", ENGLISH)]
    assert offered == ["children=1", "children=8"]
    assert all("1 to 8" in text for _, text in complete(ZOMBIE, "", ENGLISH))


def test_completion_goes_on_from_what_is_typed() -> None:
    assert [pairs for pairs, _ in complete(ZOMBIE, "children=5", ENGLISH)] == ["children=5"]
    assert [pairs for pairs, _ in complete(ZOMBIE, "chi", ENGLISH)] == ["children=1", "children=8"]
    assert complete(ZOMBIE, "children=5 ", ENGLISH) == []
    assert complete(FORK, "", ENGLISH) == []
