"""The time of a run: the host's, or a virtual one that moves only when something happens.

A virtual clock starts at the same moment in every run, so that a program that prints the time prints the same. It
moves with each operation by a little, and when every process waits it jumps to the next wake-up. Integers of
nanoseconds throughout, so that sums are exact.
"""

from __future__ import annotations

import time
from typing import Protocol

SECOND = 1_000_000_000
MICROSECOND = 1_000

_EPOCH = 1_767_225_600 * SECOND  # 2026-01-01 00:00:00 UTC
_BOOTED = 1000 * SECOND  # What CLOCK_MONOTONIC shows at the start.

# A program that spins until the clock shows some time must get there: each read in a row costs more, up to this.
_READ_COST, _LONGEST_READ = MICROSECOND, 1000 * MICROSECOND


class Clock(Protocol):
    """Tells how long the program has been running, and what its clocks show."""

    @property
    def nanoseconds(self) -> int:
        """Since the program began."""

    def start(self) -> None:
        """The program begins now."""

    def now(self) -> float:
        """Seconds since the program began, to the microsecond."""

    def read(self, clock: int) -> int:
        """What the clock with that number shows (`clock_gettime(2)`), in nanoseconds."""


class RealClock:
    """The host's time."""

    virtual = False

    def __init__(self) -> None:
        self._began = time.monotonic_ns()

    @property
    def nanoseconds(self) -> int:
        """Since the program began."""
        return time.monotonic_ns() - self._began

    def start(self) -> None:
        self._began = time.monotonic_ns()

    def now(self) -> float:
        return round(self.nanoseconds / SECOND, 6)

    def read(self, clock: int) -> int:
        return time.clock_gettime_ns(clock)

    def read_by_program(self, clock: int) -> int:
        return self.read(clock)

    def look_away(self) -> None:
        """Reading it costs nothing here."""

    def advance_to(self, nanoseconds: int) -> None:
        """Time passes by itself here."""


class VirtualClock:
    """Time that moves as `advance_to` says."""

    virtual = True

    def __init__(self) -> None:
        self._nanoseconds = 0
        self._reads_in_a_row = 0

    @property
    def nanoseconds(self) -> int:
        return self._nanoseconds

    def start(self) -> None:
        self._nanoseconds = 0

    def now(self) -> float:
        return round(self.nanoseconds / SECOND, 6)

    def read(self, clock: int) -> int:
        """What a clock shows, without moving it: real time counts from 2026, all others from an assumed boot."""
        return (_EPOCH if clock in (time.CLOCK_REALTIME, _REALTIME_COARSE, _TAI) else _BOOTED) + self.nanoseconds

    @property
    def is_being_watched(self) -> bool:
        """Whether the program does nothing but look at it, so that others should get their turn."""
        return self._reads_in_a_row >= _WATCHING and self._reads_in_a_row % _WATCHING == 0

    def read_by_program(self, clock: int) -> int:
        """What a clock shows to the program; each read in a row moves time a little further."""
        self._reads_in_a_row += 1
        self._nanoseconds += min(self._reads_in_a_row * _READ_COST, _LONGEST_READ)
        return self.read(clock)

    def look_away(self) -> None:
        """The program does something else than to read the clock."""
        self._reads_in_a_row = 0

    def advance_to(self, nanoseconds: int) -> None:
        """Move on to that moment; never back."""
        self._nanoseconds = max(self._nanoseconds, nanoseconds)


class FrozenClock(VirtualClock):
    """A virtual clock for explorations: reading it does not move it, until a program does nothing else.

    Args:
        leaps: what it shows leaps ahead with each operation of anybody.
    """

    def __init__(self, *, leaps: bool = False) -> None:
        super().__init__()
        self._leap = _LEAP if leaps else 0
        self._off = 0

    def operation(self) -> None:
        """Somebody does something."""
        self._off += self._leap

    def read_by_program(self, clock: int) -> int:
        self._reads_in_a_row += 1
        if self._reads_in_a_row > _PATIENCE:
            self._nanoseconds += SECOND // 10
        return self.read(clock) + self._off


_REALTIME_COARSE, _TAI = 5, 11
_WATCHING, _PATIENCE = 50, 500  # Reads in a row.
_LEAP = 12_345 * SECOND + 678_901_234
