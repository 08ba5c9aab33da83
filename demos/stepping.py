"""Stepping through a Recording: the state right after each event, for whatever shows it. Nothing is run for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from demos.output import Line, lines
from demos.recording import (
    INIT,
    Continue,
    Event,
    Exec,
    Exit,
    Fork,
    Kill,
    Process,
    Reap,
    Recording,
    Reparent,
    Signal,
    Stop,
    Zombie,
)

LANDMARKS = ((Reparent,), (Fork, Exec), (Exit,), (Signal, Kill, Stop, Continue), (Zombie,), (Reap,))
"""What one may want to jump to, the most telling kinds first."""


@dataclasses.dataclass(frozen=True)
class Step:
    """What there is right after the event with the index `index`.

    `processes` is the tree by PID, zombies and the sandbox's init included. `places` tells for each living process,
    where it is known, which line of the program (from 1) it is on; `focus` is the line to look at, None where no
    process was seen on one yet. `written` is everything written so far.
    """

    index: int
    event: Event
    processes: tuple[Process, ...]
    places: Mapping[int, int]
    focus: int | None
    written: Sequence[Line]


def step(recording: Recording, index: int) -> Step:
    """The state right after an event.

    Raises:
        IndexError: there is no such event.
    """
    if not 0 <= index < len(recording.events):
        raise IndexError(index)
    event = recording.events[index]
    past = recording.events[: index + 1]
    try:
        processes = recording.snapshot_at(index).processes
    except LookupError:
        processes = ()
    known = _known_places(past)
    living = {p.pid for p in processes if p.state not in ("zombie", "dead") and p.pid != INIT}
    places = {pid: line for pid, line in sorted(known.items()) if pid in living}
    seen = [(e.pid, e.line) for e in past if e.line is not None]
    own = next((line for pid, line in reversed(seen) if pid == event.pid), None)
    # What was never on a line (the init reaps) has to do with what somebody did just before.
    focus = known.get(event.pid) or own or (seen[-1][1] if seen else None)
    return Step(index, event, processes, places, focus, lines(past))


def landmarks(recording: Recording, most: int) -> list[int]:
    """The indices of the events that one may want to jump to, in order; at most that many, the most telling."""
    chosen: list[int] = []
    for kinds in LANDMARKS:
        these = [index for index, event in enumerate(recording.events) if isinstance(event, kinds)]
        chosen += _spread(these, most - len(chosen))
    return sorted(chosen)


def window(lines: int, wanted: Sequence[int], height: int) -> list[int]:
    """Which of the `lines` lines of a text (from 1) to show: `height` of them, around those that are wanted.

    The earlier a line stands in `wanted`, the surer it is there, with its neighbours. Where a single line would be
    left out between two others, it is there too.
    """
    if lines <= height:
        return list(range(1, lines + 1))
    wanted = [line for line in dict.fromkeys(wanted) if 1 <= line <= lines] or [1]
    chosen = set(wanted[:height])
    # The neighbours of all, nearest first, until it is full: there are more lines than that.
    near = (line + offset for distance in range(1, lines) for line in wanted for offset in (-distance, distance))
    for line in near:
        if len(chosen) >= height:
            break
        if 1 <= line <= lines:
            chosen.add(line)
    single = [line for line in range(2, lines) if {line - 1, line + 1} <= chosen]
    return sorted(chosen.union(single))


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as one reads them in a margin: ``2,3,5-8``."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ",".join(f"{span[0]}-{span[-1]}" if len(span) > 2 else ",".join(map(str, span)) for span in spans)


def _known_places(events: Sequence[Event]) -> dict[int, int]:
    """The line that each process was last seen on, as long as it runs the program's own text."""
    places: dict[int, int] = {}
    gone: int | None = None
    for event in events:
        if gone is not None:  # It was still on its line when it called exec or exit; now it is on none.
            places.pop(gone, None)
            gone = None
        if event.line is not None:
            places[event.pid] = event.line
        if isinstance(event, Fork):
            places.pop(event.child, None)
            if event.pid in places:
                places[event.child] = places[event.pid]
        elif isinstance(event, Exec | Exit):
            gone = event.pid
    return places


def _spread(items: Sequence[int], most: int) -> Sequence[int]:
    """The items, or `most` of them, evenly spread."""
    if len(items) <= most:
        return items
    return [items[number * len(items) // most] for number in range(most)]
