"""Options as they are written before a program, and in a button's custom id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.language import Languages
from bot.programs.options import SEED_MAXIMUM, Options, read
from demos.recording import Program

pytestmark = pytest.mark.core

OPTIONS = st.builds(
    Options,
    language=st.sampled_from([None, "python", "c"]),
    seed=st.integers(0, SEED_MAXIMUM),
    clock=st.sampled_from(["virtual", "real"]),
    schedule=st.sampled_from(["controlled", "natural"]),
)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("", Options()),
        ("c", Options(language="c")),
        ("py", Options(language="python")),
        ("Python3 ", Options(language="python")),
        ("language=py", Options(language="python")),
        ("seed=3 clock=real", Options(seed=3, clock="real")),
        ("seed = 3,clock = real ; schedule=natural", Options(seed=3, clock="real", schedule="natural")),
        ("c real natural", Options(language="c", clock="real", schedule="natural")),
        ("seed=1 seed=2 real virtual", Options(seed=2)),
        ("\uff53eed\uff1d\uff13\u3000\uff52eal", Options(seed=3, clock="real")),
        ("SEED=007\nC", Options(seed=7, language="c")),
    ],
)
def test_what_can_be_written(text: str, options: Options) -> None:
    assert read(text) == options


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("please", "run-option-unknown"),
        ("3", "run-option-unknown"),
        ("speed=3", "run-option-unknown"),
        ("=", "run-option-unknown"),
        ("java", "run-option-unknown"),
        ("language=java", "run-option-value"),
        ("clock=slow", "run-option-value"),
        ("schedule=", "run-option-value"),
        ("clock=natural", "run-option-value"),
        ("seed=", "run-option-seed"),
        ("seed=-1", "run-option-seed"),
        ("seed=1.5", "run-option-seed"),
        ("seed=1000000000", "run-option-seed"),
        ("seed=x", "run-option-seed"),
        ("\u0663=seed", "run-option-unknown"),
        ("seed=\u0663", "run-option-seed"),
    ],
)
def test_what_cannot(text: str, key: str) -> None:
    with pytest.raises(UserError) as caught:
        read(text)
    assert caught.value.key == key
    for language in Languages():
        assert language.text(key, **caught.value.values)


@given(st.text())
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        options = read(text)
    except UserError:
        return
    assert read(str(options)) == options


@given(OPTIONS)
def test_as_text_they_are_the_same(options: Options) -> None:
    assert read(str(options)) == options
    assert ":" not in str(options)


@given(OPTIONS)
def test_they_go_into_the_job(options: Options) -> None:
    program = Program("main.py", "pass")
    job = options.job(program, "in")
    assert (job.program, job.stdin, job.seed, job.clock, job.schedule) == (
        *(program, "in", options.seed, options.clock, options.schedule),
    )


@given(OPTIONS)
def test_another_order_is_another_seed(options: Options) -> None:
    other = options.another_order()
    if options.schedule == "natural":
        assert other is None
    else:
        assert other is not None
        assert other.seed != options.seed
        assert 1 <= other.seed <= SEED_MAXIMUM
