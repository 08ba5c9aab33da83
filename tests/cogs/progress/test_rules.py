"""What predictions add up to."""

from __future__ import annotations

import pytest

from bot.store.progress import Past
from cogs.progress.rules import Concept, summary

pytestmark = pytest.mark.core

DAY = 24 * 60 * 60


def past(*verdicts: str | None, concept: str = "wait", first_day: int = 100) -> list[Past]:
    """Predictions, one a day."""
    return [
        Past(
            experiment=number,
            trial=1,
            concept=concept,
            subject=b"",
            answer="{}",
            predicted_at=(first_day + number) * DAY,
            verdict=verdict,
        )
        for number, verdict in enumerate(verdicts)
    ]


def test_nothing() -> None:
    found = summary([], 0)
    assert (found.judged, found.right, found.open, found.streak, found.best, found.days) == (0, 0, 0, 0, 0, 0)
    assert found.concepts == ()


def test_rows_of_right_ones() -> None:
    found = summary(past("right", "right", "right", "wrong", "right", "possible", "right", None), 0)
    assert (found.judged, found.right, found.open) == (7, 5, 1)
    assert (found.streak, found.best) == (1, 3)


def test_the_weakest_concept_comes_first() -> None:
    made = [*past("right", "wrong", concept="wait"), *past("wrong", concept="life"), *past(None, concept="exit")]
    found = summary(made, 0)
    assert found.concepts == (Concept("life", 0, 1), Concept("wait", 1, 2))


@pytest.mark.parametrize(
    ("today", "days"),
    [(102, 3), (103, 3), (104, 0)],
    ids=["with one today", "none yet today", "none yesterday"],
)
def test_days_in_a_row(today: int, days: int) -> None:
    assert summary(past("wrong", "right", None), today * DAY + 5).days == days
