"""What a run teaches about the orders that it did not take: pure functions of its operations.

``docs/outcomes.md`` explains them. Indexes are those of the operations in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from demos.recording import Operation, Undone

Accesses: TypeAlias = tuple[str, ...]

_CHANGE, _COMMUTE = "w", "c"
_BIRTH, _END = "birth ", "end "


def conflict(one: Accesses, other: Accesses) -> bool:
    """Whether two operations with these accesses may give something else in the other order, or have but one."""
    return any(_conflicts(one, other))


def _conflicts(one: Accesses, other: Accesses) -> Iterator[str]:
    for mode, what in _parts(one):
        for its_mode, its_what in _parts(other):
            if what == its_what and (mode == _CHANGE or mode != its_mode):
                yield what


class _History:
    """Who did what so far, and what was touched by which operations, as sets of indexes in bits."""

    def __init__(self) -> None:
        self._own: dict[int, int] = defaultdict(int)
        self._by_object: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def reasons(self, who: int, accesses: Accesses) -> tuple[int, int]:
        """The operations that this one of `who` comes directly after; and those of them that it races with."""
        needed, ended, conflicting = self._own[who], 0, 0
        for mode, what in _parts(accesses):
            for its_mode, those in self._by_object[what].items():
                if mode == _CHANGE or mode != its_mode:
                    if what.startswith(_BIRTH):
                        needed |= those
                    elif what.startswith(_END):
                        ended |= those  # No race in itself; but another's end may do for a wait as well.
                    else:
                        conflicting |= those
        return needed | ended | conflicting, conflicting & ~needed

    def add(self, index: int, who: int, accesses: Accesses) -> None:
        """An operation was done."""
        self._own[who] |= 1 << index
        for mode, what in _parts(accesses):
            self._by_object[what][mode] |= 1 << index


@dataclass(frozen=True, slots=True)
class _Later:
    """An operation of `who` with the operations that it comes directly after, and those of them it races with.

    It came after `index` operations, or could have come then, had it not been too late after `until` of them.
    `waited`: at some time since the operations that it cannot do without, it could not be done.
    """

    index: int
    who: int
    direct: int
    races: int
    until: int
    waited: bool

    @property
    def needed(self) -> int:
        """The operations that it cannot do without: those of its own process, and what caused it."""
        return self.direct & ~self.races


class Order:
    """Which operations of a run must come before which, as sets of indexes in bits.

    `past[k]`: those of k's own process that are earlier, those before k that it conflicts with, and what these
    happen after.
    """

    def __init__(self, operations: Sequence[Operation], undone: Sequence[Undone] = ()) -> None:
        self.operations = operations
        self.past: list[int] = []
        self._later: list[_Later] = []
        history = _History()
        for index, operation in enumerate(operations):
            self._missed(undone, history, index)
            direct, races = history.reasons(operation.who, operation.accesses)
            since = (direct & ~races).bit_length()
            waited = any(operation.who not in other.enabled for other in operations[since:index])
            self._later.append(_Later(index, operation.who, direct, races, index, waited))
            past = direct
            for earlier in _bits(direct):
                past |= self.past[earlier]
            self.past.append(past)
            history.add(index, operation.who, operation.accesses)
        self._missed(undone, history, len(operations))

    def _missed(self, undone: Sequence[Undone], history: _History, index: int) -> None:
        """Note what somebody missed by now.

        It could have been done at any time since, had what took it away come later; where makes a difference when
        something has changed that it touches.
        """
        for missed in undone:
            changed = index > missed.after and conflict(self.operations[index - 1].accesses, missed.accesses)
            if index == missed.after or changed:
                direct, races = history.reasons(missed.who, missed.accesses)
                self._later.append(_Later(index, missed.who, direct, races, missed.after, waited=True))

    def races(self) -> Iterator[tuple[int, frozenset[int]]]:
        """The pairs of operations that could have come in the other order, with another result.

        Such a pair conflicts, is of different processes, and nothing that happens between them is a reason for
        their order; but what had to wait may have waited for any that it conflicts with. The later one may be one
        that was not done. Yields the index of the earlier one, and who could begin an order in which the later one
        comes first.
        """
        for later in self._later:
            explained = -1 << later.until
            for needed in _bits(later.needed):
                explained |= self.past[needed] | 1 << needed
            while remaining := later.races & ~explained:
                earlier = remaining.bit_length() - 1
                yield earlier, self._initials(earlier, later)
                explained |= 1 << earlier | (0 if later.waited else self.past[earlier])

    def disabled(self) -> Iterator[tuple[int, frozenset[int]]]:
        """Who could have gone, until an operation of somebody else took that away.

        What they would have done races with that operation, but need not be in the run. Yields the operation's
        index.
        """
        for index, operation in enumerate(self.operations):
            following = self.operations[index + 1 : index + 2]
            remaining = set(following[0].enabled) if following else set()
            yield from (
                (index, frozenset({who})) for who in operation.enabled if who not in {operation.who} | remaining
            )

    def _initials(self, earlier: int, later: _Later) -> frozenset[int]:
        """Who could go first in place of `earlier`, for `later` to come before it.

        What happens after `earlier` must come after it in that order too. Of the rest, up to and with `later`,
        whoever has an operation that happens after none of the others can begin.
        """
        free = [index for index in range(earlier + 1, later.index) if not self.past[index] >> earlier & 1]
        among = sum(1 << index for index in free)
        found = {self.operations[index].who for index in free if not self.past[index] & among}
        if not later.direct & among:
            found.add(later.who)
        return frozenset(found)


def _parts(accesses: Accesses) -> Iterator[tuple[str, str]]:
    """The mode and the object of each access."""
    for access in accesses:
        mode, _, what = access.partition(" ")
        yield mode, what


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def sent_signals(operations: Sequence[Operation]) -> frozenset[int]:
    """The signals that somebody sent."""
    accesses = (access for operation in operations for access in operation.accesses)
    return frozenset(int(access.removeprefix("r sent ")) for access in accesses if access.startswith("r sent "))


def needs_fine_waits(operations: Sequence[Operation]) -> bool:
    """Whether somebody could tell which child a wait reaped whose result was dropped.

    Nobody can as long as all children of a process are reaped by such waits, one after the other with nothing in
    between, and nobody probes or signals a process by its PID.
    """
    if any(access.startswith("r life ") for operation in operations for access in operation.accesses):
        return True
    subreapers = any("w subreaper" in operation.accesses for operation in operations)
    children: dict[int, set[int]] = defaultdict(set)
    coarse: set[int] = set()
    for operation in operations:
        who = operation.who
        touched = list(_parts(operation.accesses))
        born = {
            int(what.removeprefix("birth ")) for mode, what in touched if mode == "w" and what.startswith("birth ")
        }
        ended = {
            int(what.removeprefix("end ")) for mode, what in touched if mode == "r" and what.startswith("end ")
        }
        if (_COMMUTE, f"children {who}") in touched and ("w", "pids") not in touched:
            coarse.add(who)
            if subreapers:
                return True
        elif who in coarse and (children[who] or ended) and not _is_silent(operation):
            return True
        children[who] |= born
        children[who] -= ended
    return False


def _is_silent(operation: Operation) -> bool:
    """Whether it only made room for a signal."""
    return all(access.startswith(("r signals ", "r clock", "r birth ")) for access in operation.accesses)
