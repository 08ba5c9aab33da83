"""From a Recording to what a timeline shows: lanes, stretches, links and marks, as plain data without any drawing.

The horizontal place of everything is a *step*. There is one step for each event, in their order; a death and its
zombie share one, adjacent writes of one process to one stream do, and in a very long recording all events of the
middle. A last step, `end`, is the end of the recording. A stretch lies between two steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from signal import SIGCHLD
from typing import Literal, TypeAlias

from demos.narration import signal_name
from demos.recording import (
    INIT,
    Call,
    Continue,
    Error,
    Event,
    Exec,
    Exit,
    Fork,
    Kill,
    Reap,
    Recording,
    Reparent,
    Signal,
    Sleep,
    Stop,
    Wait,
    Write,
    Zombie,
)

MAX_LANES = 64

Doing: TypeAlias = Literal["running", "waiting", "sleeping", "stopped", "zombie"]
LinkKind: TypeAlias = Literal["fork", "reap", "adoption", "signal"]
MarkKind: TypeAlias = Literal["stdout", "stderr", "call", "error", "exec", "exit", "signal"]


@dataclass(frozen=True)
class Lane:
    """A process from its first to its last step; `parent` is who made it, None for the first and for init."""

    pid: int
    parent: int | None
    first: int
    last: int


@dataclass(frozen=True)
class Stretch:
    """A process did one thing from the step `first` to `last`. `call` is the blocking call: ``sleep(2)``."""

    pid: int
    doing: Doing
    first: int
    last: int
    call: str = ""


@dataclass(frozen=True)
class Link:
    """Between two processes: a fork, from a child to who reaps or adopts it, a signal from its sender."""

    kind: LinkKind
    step: int
    source: int
    target: int
    signal: int = 0


@dataclass(frozen=True)
class Mark:
    """Something that one process did. `text` is the program's own where it wrote or called exec: hostile.

    For an exit, `text` is the exit code, or the name of the signal when `killed`. `count` is how many writes it is.
    """

    kind: MarkKind
    pid: int
    step: int
    text: str
    count: int = 1
    killed: bool = False


@dataclass(frozen=True)
class Pause:
    """So much time passed before `step` that it is worth seeing."""

    step: int
    seconds: float


@dataclass(frozen=True)
class Gap:
    """At `step`, `events` of the recording are not shown one by one."""

    step: int
    events: int


@dataclass(frozen=True)
class Timeline:
    """All of it. `end` is the last step, `hidden_lanes` how many processes had no room, `left` who was left."""

    lanes: tuple[Lane, ...]
    stretches: tuple[Stretch, ...]
    links: tuple[Link, ...]
    marks: tuple[Mark, ...]
    pauses: tuple[Pause, ...]
    gap: Gap | None
    end: int
    hidden_lanes: int
    left: frozenset[int]


def most_steps(lanes: int) -> int:
    """How many steps a timeline of so many lanes has room for: in each lane a few signs, and all side by side."""
    return 90 + 5 * lanes


def lay_out(recording: Recording) -> Timeline:
    """What there is to draw of the recording, for any that is well-formed, an empty or a cut one too."""
    shown = _shown(recording.events)
    groups, gap = _groups(recording.events, most_steps(len(shown)))
    tracks = {pid: _Track(pid) for pid in shown}
    links: list[Link] = []
    marks: list[Mark] = []
    last_signal = {(e.sender, e.signal): i for i, e in enumerate(recording.events) if isinstance(e, Signal)}
    for step, group in enumerate(groups):
        detailed = gap is None or step != gap.step
        for index in group:
            event = recording.events[index]
            _follow(event, step, tracks)
            if detailed:
                link = _link(event, step)
                if link and {link.source, link.target} <= tracks.keys() and link.source != link.target:
                    links.append(link)
                elif not (isinstance(event, Kill) and last_signal.get((event.pid, event.signal), -1) > index):
                    for mark in _marks(event, step):
                        if mark.pid in tracks:
                            _add(marks, mark)
    end = len(groups)
    left = frozenset(track.pid for track in tracks.values() if track.doing and track.pid != INIT)
    for track in tracks.values():
        track.to(None, end)
    return Timeline(
        lanes=tuple(_in_order(tracks)),
        stretches=tuple(stretch for track in tracks.values() for stretch in track.stretches),
        links=tuple(links),
        marks=tuple(marks),
        pauses=tuple(_pauses(recording, groups)),
        gap=gap,
        end=end,
        hidden_lanes=len(_processes(recording.events) - {INIT} - tracks.keys()),
        left=left,
    )


# --- steps --------------------------------------------------------------------------------------------------


def _groups(events: Sequence[Event], most: int) -> tuple[list[Sequence[int]], Gap | None]:
    """The indexes of the events of each step, and the step that stands for the middle of a long recording."""
    groups: list[Sequence[int]] = []
    for index, event in enumerate(events):
        if index and _share_a_step(events[index - 1], event):
            groups[-1] = range(groups[-1][0], index + 1)
        else:
            groups.append(range(index, index + 1))
    if len(groups) <= most:
        return groups, None
    kept = most // 3
    cut = most - kept - 1
    head, middle, tail = groups[:cut], groups[cut:-kept], groups[-kept:]
    omitted = range(middle[0][0], middle[-1][-1] + 1)
    return [*head, omitted, *tail], Gap(len(head), len(omitted))


def _share_a_step(before: Event, event: Event) -> bool:
    match before, event:
        case Write(), Write():
            return (before.pid, before.stream) == (event.pid, event.stream)
        case Exit(pid=pid) | Reparent(old=pid), Zombie():
            return pid == event.pid
    return False


def _pauses(recording: Recording, groups: Sequence[Sequence[int]]) -> Iterator[Pause]:
    """Where time passed: more than an interpreter needs between two calls, and a good part of the whole."""
    times = [recording.events[group[0]].t for group in groups] + [recording.seconds]
    least = max(0.02, recording.seconds / 50)
    for step, (before, after) in enumerate(pairwise(times), start=1):
        if after - before >= least:
            yield Pause(step, after - before)


# --- lanes --------------------------------------------------------------------------------------------------


def _processes(events: Sequence[Event]) -> set[int]:
    made = {event.child for event in events if isinstance(event, Fork)}
    return made | {event.pid for event in events}


def _shown(events: Sequence[Event]) -> list[int]:
    """The PIDs that get a lane: the first ones that appear; init only when it adopts."""
    order: dict[int, None] = {}
    for event in events:
        order.setdefault(event.pid)
        if isinstance(event, Fork):
            order.setdefault(event.child)
    order.pop(INIT, None)
    adopts = any(isinstance(event, Reparent) and event.new == INIT for event in events)
    return [INIT] * adopts + list(order)[:MAX_LANES]


def _in_order(tracks: dict[int, _Track]) -> Iterator[Lane]:
    """Init, then each process with its descendants below it, siblings by age."""
    children: dict[int | None, list[_Track]] = {}
    for track in tracks.values():
        parent = track.parent if track.parent in tracks else None
        children.setdefault(parent, []).append(track)
    stack = children.pop(None, [])[::-1]
    while stack:
        track = stack.pop()
        yield Lane(track.pid, track.parent, track.born, track.died)
        stack += children.pop(track.pid, [])[::-1]
    for rest in children.values():  # a circle of parents, which only a forged recording has
        yield from (Lane(track.pid, track.parent, track.born, track.died) for track in rest)


@dataclass
class _Track:
    """One process while the events are followed."""

    pid: int
    parent: int | None = None
    born: int = 0
    died: int = 0
    doing: Doing | None = None
    call: str = ""
    since: int = 0
    before_stop: tuple[Doing, str] = ("running", "")
    stretches: list[Stretch] = field(default_factory=list)

    def to(self, doing: Doing | None, step: int, call: str = "") -> None:
        """From `step` on the process does this; None: it is gone, or nothing is known."""
        if (doing, call) == (self.doing, self.call):
            return
        if self.doing:
            self.died = step
            if self.since < step:
                self.stretches.append(Stretch(self.pid, self.doing, self.since, step, self.call))
        self.doing, self.call, self.since = doing, call, step


def _follow(event: Event, step: int, tracks: dict[int, _Track]) -> None:
    """What the event changes in what the processes do. Some happen *to* a process, and do not wake it."""
    track = tracks.get(event.pid)
    if isinstance(event, Fork) and event.child in tracks:
        child = tracks[event.child]
        child.parent, child.born = event.pid, step
        child.to("running", step)
    if isinstance(event, Reap) and event.child in tracks:
        tracks[event.child].to(None, step)
    if track is None or track.pid == INIT:
        return
    match event:
        case Reparent() | Signal() | Reap(auto=True):
            pass
        case Wait(options=options) if "WNOHANG" in options:
            track.to("running", step)
        case Wait(call=call, target=target):
            track.to("waiting", step, f"{call}({'' if target is None else target})")
        case Sleep(call=call, seconds=seconds):
            track.to("sleeping", step, "pause()" if seconds is None else f"sleep({seconds:.3g})")
        case Exit():
            track.to(None, step)
        case Zombie():
            track.to("zombie", step)
        case Stop():
            if track.doing not in (None, "stopped", "zombie"):
                track.before_stop = track.doing, track.call
            track.to("stopped", step)
        case Continue():
            if track.doing == "stopped":
                track.to(track.before_stop[0], step, track.before_stop[1])
        case _:
            track.to("running", step)


# --- links and marks ----------------------------------------------------------------------------------------


def _link(event: Event, step: int) -> Link | None:
    match event:
        case Fork(pid=pid, child=child):
            return Link("fork", step, pid, child)
        case Reap(pid=pid, child=child):
            return Link("reap", step, child, pid)
        case Reparent(pid=pid, new=new):
            return Link("adoption", step, pid, new)
        case Signal(pid=pid, sender=sender, signal=number) if number != SIGCHLD:
            return Link("signal", step, sender, pid, number)
    return None


def _marks(event: Event, step: int) -> Iterator[Mark]:
    match event:
        case Write(pid=pid, stream=stream, text=text):
            yield Mark(stream, pid, step, text)
        case Call(pid=pid, call=call, result=result):
            yield Mark("call", pid, step, f"{call if call.endswith(')') else f'{call}()'}→{result}")
        case Error(pid=pid, errno=errno):
            yield Mark("error", pid, step, errno)
        case Exec(pid=pid, path=path):
            yield Mark("exec", pid, step, f"exec {path.rpartition('/')[2]}")
        case Exit(pid=pid, code=code, signal=None):
            yield Mark("exit", pid, step, str(code))
        case Exit(pid=pid, signal=int() as number):
            yield Mark("exit", pid, step, signal_name(number), killed=True)
        case Kill(pid=pid, target=target, signal=number):
            yield Mark("signal", pid, step, f"kill({target}, {signal_name(number) if number else 0})")
        case Signal(pid=pid, signal=number, action=action):
            if action != "ends" and (number != SIGCHLD or action != "ignored"):
                yield Mark("signal", pid, step, signal_name(number))


def _add(marks: list[Mark], mark: Mark) -> None:
    """One more mark; writes that share a step become one."""
    last = marks[-1] if marks else None
    if (
        last
        and mark.kind in ("stdout", "stderr")
        and (last.kind, last.pid, last.step) == (mark.kind, mark.pid, mark.step)
    ):
        marks[-1] = replace(last, text=last.text + mark.text, count=last.count + 1)
    else:
        marks.append(mark)
