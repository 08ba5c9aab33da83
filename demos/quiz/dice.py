"""Chance that is the same for one seed on every machine and with every Python."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Choices that follow from a text.

    Of Python's generator only ``random()`` is used: the one method whose numbers are the same in every version
    (Python docs, ``random``, notes on reproducibility).
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed).random  # noqa: S311 - nothing secret

    def below(self, end: int) -> int:
        """A number from 0 to `end` - 1."""
        return int(self._random() * end)

    def number(self, first: int, last: int) -> int:
        """A number from `first` to `last`."""
        return first + self.below(last - first + 1)

    def choice(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def chance(self, probability: float = 0.5) -> bool:
        """True as often as that."""
        return self._random() < probability

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """The items in another order."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(len(left))]
