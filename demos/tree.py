"""The tree of orders that an exploration has begun, and what of it is still to be tried.

Pure: no run is made here. ``docs/outcomes.md`` explains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from demos.recording import Operation
from demos.reduction import Accesses, conflict

Choices = tuple[int, ...]


@dataclass(eq=False, slots=True)
class Node:
    """A moment of choice: what was tried there, and what is still to be tried.

    `wanted` are the choices to explore, `taken` those that were begun, with what their first operation touched as
    soon as that is known; `asleep` those that another branch covers.
    """

    prefix: Choices
    asleep: Mapping[int, Accesses]
    wanted: set[int] = field(default_factory=set)
    taken: dict[int, Accesses | None] = field(default_factory=dict)

    def next_choice(self) -> int | None:
        """A choice that is wanted, not yet begun, and not covered elsewhere."""
        return min((who for who in self.wanted if who not in self.taken and who not in self.asleep), default=None)

    def begun(self) -> dict[int, Accesses]:
        """The choices that were begun, as far as it is known what their first operations touched."""
        return {who: touched for who, touched in self.taken.items() if touched is not None}


class Tree:
    """Every moment of choice that was reached, by the choices that lead to it."""

    def __init__(self) -> None:
        self._nodes: dict[Choices, Node] = {}
        self._open: set[Choices] = set()

    def __len__(self) -> int:
        return len(self._nodes)

    @property
    def has_open(self) -> bool:
        """Whether something is still to be tried."""
        return bool(self._open)

    def branches(self, count: int) -> Iterator[tuple[Node, int]]:
        """Up to `count` branches to explore next, the deepest first; they are marked as begun."""
        for prefix in sorted(self._open, key=len, reverse=True):
            node = self._nodes[prefix]
            while count > 0 and (who := node.next_choice()) is not None:
                # A sleeping sibling must be known by what it touches: begun ones whose run is not back yet are not.
                if any(touched is None for touched in node.taken.values()):
                    break
                node.taken[who] = None
                count -= 1
                yield node, who
            if node.next_choice() is None:
                self._open.discard(prefix)
            if count <= 0:
                return

    def grow(self, operations: Sequence[Operation], asleep: Mapping[int, Accesses]) -> None:
        """Enter the moments of a run that are new, and what the choices at them touch.

        `asleep`: who slept at the moment where the run branched off.
        """
        prefix: Choices = ()
        inherited: Mapping[int, Accesses] = {}
        known = True
        for index, operation in enumerate(operations):
            node = self._nodes.get(prefix)
            if node is None:
                if known:
                    # What slept at the branching moment slept on through the branch's own first operation.
                    inherited = _still_asleep(asleep, operations[index - 1]) if index else asleep
                    known = False
                node = self._nodes[prefix] = Node(prefix, inherited, {operation.who})
            node.taken[operation.who] = operation.accesses
            if node.next_choice() is not None:
                self._open.add(prefix)
            inherited = _still_asleep(inherited, operation)
            prefix = (*prefix, operation.who)

    def want(self, operations: Sequence[Operation], before: int, initials: frozenset[int]) -> None:
        """At the moment before operation `before`, somebody of `initials` must have had the turn.

        If none of them could, whoever could may have to go first, for one of them to come next.
        """
        prefix = tuple(operation.who for operation in operations[:before])
        node = self._nodes[prefix]
        enabled = frozenset(operations[before].enabled)
        candidates = initials & enabled
        if not candidates:
            self.add(prefix, enabled)
        elif not candidates & (node.wanted | node.asleep.keys()):
            self.add(prefix, frozenset({min(candidates)}))

    def add(self, prefix: Iterable[int], wanted: frozenset[int]) -> None:
        """At that moment, everybody of `wanted` must have had the turn."""
        node = self._nodes[tuple(prefix)]
        node.wanted |= wanted
        if node.next_choice() is not None:
            self._open.add(node.prefix)


def _still_asleep(asleep: Mapping[int, Accesses], operation: Operation) -> dict[int, Accesses]:
    """Those who sleep on after the operation."""
    return {who: touched for who, touched in asleep.items() if not conflict(touched, operation.accesses)}
