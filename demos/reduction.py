"""What a run teaches about the orders that it did not take: pure functions of its operations.

``docs/outcomes.md`` explains them. Indexes are those of the operations in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from demos.recording import Operation

Accesses: TypeAlias = tuple[str, ...]

_CHANGE, _COMMUTE = "w", "c"
_CAUSES = ("birth ", "end ")


def conflict(one: Accesses, other: Accesses) -> bool:
    """Whether two operations with these accesses may give something else in the other order, or have but one."""
    return any(_conflicts(one, other))


def race(one: Accesses, other: Accesses) -> bool:
    """Whether they conflict, and could come in either order: a birth or an end always comes first."""
    return any(not what.startswith(_CAUSES) for what in _conflicts(one, other))


def _conflicts(one: Accesses, other: Accesses) -> Iterator[str]:
    for access in one:
        mode, _, what = access.partition(" ")
        for its in other:
            its_mode, _, its_what = its.partition(" ")
            if what == its_what and (mode == _CHANGE or mode != its_mode):
                yield what


class Order:
    """Which operations of a run must come before which, as sets of indexes in bits.

    `direct[k]`: the earlier ones of k's own process, and those that k conflicts with. `past[k]`: these, and what
    they happen after. `race[k]`: those of `direct` that k could have come before, had nothing else been in the way.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        self.direct: list[int] = []
        self.past: list[int] = []
        self.race: list[int] = []
        own: dict[int, int] = defaultdict(int)
        by_object: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for index, operation in enumerate(operations):
            touched = [access.partition(" ")[::2] for access in operation.accesses]
            caused = conflicting = 0
            for mode, what in touched:
                for its_mode, those in by_object[what].items():
                    if mode == _CHANGE or mode != its_mode:
                        if what.startswith(_CAUSES):
                            caused |= those
                        else:
                            conflicting |= those
            mine = own[operation.who]
            direct = caused | conflicting | mine
            self.direct.append(direct)
            self.race.append(conflicting & ~mine)
            past = direct
            for earlier in _bits(direct):
                past |= self.past[earlier]
            self.past.append(past)
            own[operation.who] |= 1 << index
            for mode, what in touched:
                by_object[what][mode] |= 1 << index

    def races(self) -> Iterator[tuple[int, frozenset[int]]]:
        """The pairs of operations that could have come in the other order, with another result.

        Such a pair conflicts, is of different processes, and nothing that happens between them is a reason for
        their order. Yields the index of the earlier one, and who could begin an order in which the later one comes
        first.
        """
        for later, direct in enumerate(self.direct):
            explained = 0
            while remaining := direct & ~explained:
                earlier = remaining.bit_length() - 1
                if self.race[later] >> earlier & 1:
                    yield earlier, self.initials(earlier, later)
                explained |= self.past[earlier] | 1 << earlier

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

    def initials(self, earlier: int, later: int) -> frozenset[int]:
        """Who could go first in place of `earlier`, for `later` to come before it.

        What happens after `earlier` must come after it in that order too. Of the rest, up to and with `later`,
        whoever has an operation that happens after none of the others can begin.
        """
        free = [index for index in range(earlier + 1, later) if not self.past[index] >> earlier & 1]
        among = sum(1 << index for index in free)
        found = {self.operations[index].who for index in free if not self.past[index] & among}
        if not self.direct[later] & among:
            found.add(self.operations[later].who)
        return frozenset(found)


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
        touched = [access.partition(" ")[::2] for access in operation.accesses]
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
