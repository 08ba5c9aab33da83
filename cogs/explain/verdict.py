"""Whether a Recording shows what a proof expects. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from cogs.explain.expect import At, Expect, Pattern, Row, like
from cogs.explain.expect import signal_number as number
from demos.recording import Ending, Event, Recording


def problems(expect: Expect, recording: Recording) -> list[str]:
    """What is not as expected, each in a sentence for whoever wrote the proof; none if all is.

    `Expect.outcomes`, and whether it holds in other schedules too, are not seen in one Recording.
    """
    return [
        *_output(expect, recording),
        *_ending(expect, recording),
        *_events(expect, recording.events),
        *(problem for at in expect.at for problem in _at(at, recording)),
    ]


def _output(expect: Expect, recording: Recording) -> Iterator[str]:
    if recording.omitted_bytes or recording.omitted_events:
        yield "it is longer than what is recorded"
    if expect.stdout is not None and not like(recording.stdout, expect.stdout):
        yield f"stdout is {recording.stdout!r}, not {expect.stdout!r}"
    stderr = expect.stderr or ("" if expect.stderr_has is None else None)
    if stderr is not None and not like(recording.stderr, stderr):
        yield f"stderr is {recording.stderr!r}, not {stderr!r}"
    for stream, wanted in (("stdout", expect.stdout_has), ("stderr", expect.stderr_has or ())):
        text = getattr(recording, stream)
        yield from (f"{stream} has no {part!r}: {text!r}" for part in wanted if not _within(text, part))
    for part in expect.stdout_lacks:
        if _within(recording.stdout, part):
            yield f"stdout has {part!r}: {recording.stdout!r}"


def _within(text: str, part: str) -> bool:
    return part in text or any(like(line, f"...{part}...") for line in text.splitlines())


def _ending(expect: Expect, recording: Recording) -> Iterator[str]:
    ending, expected = recording.ending, None
    if expect.exit is not None:
        expected = Ending(kind="exited", code=expect.exit)
    elif expect.signal is not None:
        expected = Ending(kind="signaled", signal=number(expect.signal))
    elif expect.bound is None and not expect.deadlock:
        expected = Ending(kind="exited", code=0)
    if expected is not None and ending != expected:
        yield f"the first process ends with {ending}, not {expected}; stderr: {recording.stderr!r}"
    if recording.bound != expect.bound:
        yield f"the run ends by the bound {recording.bound}, not {expect.bound}"
    blocked = {process.pid: process for process in recording.deadlock}
    if blocked.keys() != expect.deadlock.keys():
        yield f"those who can never go on are {list(blocked)}, not {list(expect.deadlock)}"
        return
    for pid, wanted in expect.deadlock.items():
        found = blocked[pid]
        if not (like(found.doing, wanted) if isinstance(wanted, str) else found.waits_for == wanted):
            other = wanted if isinstance(wanted, str) else list(wanted)
            yield f"{pid} is blocked in {found.doing}, waits for {list(found.waits_for)}, not {other}"


def _events(expect: Expect, events: tuple[Event, ...]) -> Iterator[str]:
    begin = 0
    for pattern in expect.events:
        at = _index(pattern, events, begin)
        if at is None:
            other = _index(pattern, events)
            yield f"no {pattern}" + ("" if other is None else f" after event {begin - 1}, only event {other}")
            break
        begin = at + 1
    for pattern in (*expect.never, *expect.times):
        found = _among(pattern, events)
        if found is None:
            yield f"{pattern}: what that is before or after does not happen at all"
        elif pattern.times is None and found:
            yield f"never {pattern}, but: {found[0]}"
        elif pattern.times not in (None, len(found)):
            yield f"{pattern} happens {len(found)} times, not {pattern.times}"


def _index(pattern: Pattern, events: tuple[Event, ...], begin: int = 0) -> int | None:
    return next((index for index, event in enumerate(events) if index >= begin and pattern.fits(event)), None)


def _among(pattern: Pattern, events: tuple[Event, ...]) -> list[Event] | None:
    """The events that fit; None where there is no event that they are before or after."""
    first, last = 0, len(events)
    if pattern.after is not None:
        if (index := _index(pattern.after, events)) is None:
            return None
        first = index + 1
    if pattern.before is not None:
        if (index := _index(pattern.before, events)) is None:
            return None
        last = index
    return [event for event in events[first:last] if pattern.fits(event)]


def moment(expect: Expect, recording: Recording) -> int | None:
    """The index of the event after which the processes are looked at first; None if they are not."""
    for at in expect.at:
        return len(recording.events) - 1 if at.after is None else _index(at.after, recording.events)
    return None


def _at(at: At, recording: Recording) -> Iterator[str]:
    event = len(recording.events) - 1 if at.after is None else _index(at.after, recording.events)
    if event is None:
        yield f"at: no {at.after}"
        return
    when = "at the end" if at.after is None else f"after {at.after}"
    found = {process.pid: process for process in recording.snapshot_at(event).processes}
    for pid, wanted in at.are.items():
        process = found.get(pid)
        if wanted == "gone" or process is None:
            if (wanted == "gone") != (process is None):
                yield f"{when}, {pid} is {process or 'gone'}, not {wanted}"
            continue
        row = wanted if isinstance(wanted, Row) else Row(state=wanted)
        for name in row.__struct_fields__:
            value, actual = getattr(row, name), getattr(process, name)
            if value is not None and not (like(actual, value) if isinstance(value, str) else actual == value):
                yield f"{when}, {pid} has {name} {actual!r}, not {value!r}"
