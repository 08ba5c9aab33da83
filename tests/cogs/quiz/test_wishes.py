"""What is typed behind ``!quiz``, in both languages."""

from __future__ import annotations

import pytest

from cogs.quiz.rules import MOST_SECONDS, SECONDS
from cogs.quiz.wishes import NotUnderstood, Wishes, read
from demos.quiz import MOST_SEED


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("", Wishes()),
        ("wait 2", Wishes("wait", 2)),
        ("2 WAIT", Wishes("wait", 2)),
        ("管道 4", Wishes("pipes", 4)),
        ("退出码", Wishes("exit")),
        ("exit codes", Wishes("exit")),
        ("1234", Wishes(seed=1234)),
        ("seed=3", Wishes(seed=3)),
        ("seed:1234 timer:120", Wishes(seed=1234, seconds=120)),
        ("种子：1234", Wishes(seed=1234)),
        ("难度=3 topic=fork alone", Wishes("fork", 3, alone=True)),
        ("timer=0", Wishes(seconds=0)),
        ("自己", Wishes(seconds=SECONDS, alone=True)),
    ],
)
def test_what_is_wished(text: str, wishes: Wishes) -> None:
    assert read(text) == wishes


@pytest.mark.parametrize(
    ("text", "word", "what"),
    [
        ("threads", "threads", ""),
        ("level=5", "5", "level"),
        ("seed=x", "x", "seed"),
        (f"seed={MOST_SEED + 1}", str(MOST_SEED + 1), "seed"),
        (f"timer={MOST_SECONDS + 1}", str(MOST_SECONDS + 1), "timer"),
        ("timer=-1", "-1", "timer"),
    ],
)
def test_what_is_not_understood_is_named(text: str, word: str, what: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read(text)

    assert (caught.value.word, caught.value.what) == (word, what)
