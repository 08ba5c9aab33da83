"""What somebody's predictions and answers add up to: by concept, and in a row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.store.progress import RIGHT, Past


@dataclass(frozen=True)
class Concept:
    """How many predictions and answers about something were judged, and how many of these were right."""

    name: str
    right: int
    judged: int


@dataclass(frozen=True)
class Summary:
    """Somebody's predictions and answers to quizzes, which count alike.

    `open` are not revealed yet. `streak` and `best` count right ones in a row, up to the latest, and ever. `days`
    counts days in a row with a prediction, up to today or yesterday. Concepts come with the weakest first.
    """

    judged: int
    right: int
    open: int
    streak: int
    best: int
    days: int
    concepts: tuple[Concept, ...]


def summary(past: Sequence[Past], now: int) -> Summary:
    """What these add up to, at a time in seconds since 1970. They come with the earliest first."""
    judged = [each for each in past if each.verdict is not None]
    right = [each.verdict == RIGHT for each in judged]
    streak, best = _in_a_row(right)
    return Summary(
        judged=len(judged),
        right=sum(right),
        open=len(past) - len(judged),
        streak=streak,
        best=best,
        days=_days({_day(each.predicted_at) for each in past}, _day(now)),
        concepts=tuple(_concepts(judged)),
    )


def _concepts(judged: Iterable[Past]) -> list[Concept]:
    found: dict[str, list[bool]] = {}
    for each in judged:
        found.setdefault(each.concept, []).append(each.verdict == RIGHT)
    concepts = [Concept(name, sum(right), len(right)) for name, right in found.items()]
    return sorted(concepts, key=lambda concept: (concept.right / concept.judged, -concept.judged, concept.name))


def _in_a_row(right: Iterable[bool]) -> tuple[int, int]:
    streak = best = 0
    for good in right:
        streak = streak + 1 if good else 0
        best = max(best, streak)
    return streak, best


def _day(seconds: int) -> datetime.date:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()


def _days(days: set[datetime.date], today: datetime.date) -> int:
    """A day that is not over yet breaks no row."""
    one = datetime.timedelta(days=1)
    day = today if today in days else today - one
    count = 0
    while day in days:
        count += 1
        day -= one
    return count
