"""What the processes wrote: which process wrote which line, in order."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from demos.recording import Event, Stream, Write

STDERR = "!"
"""Marks a line on standard error."""

GOES_ON = "⋯"
"""Stands before text that goes on in a line which another process had begun."""


@dataclasses.dataclass
class Line:
    """A line, or the part of a line that one process wrote.

    `begins` when it starts a new line of its stream. `missing` bytes at its end are not in the recording.
    """

    pid: int
    stream: Stream
    begins: bool
    text: str = ""
    missing: int = 0


def lines(events: Iterable[Event]) -> list[Line]:
    """The lines of both streams as they were written, in order."""
    found: list[Line] = []
    open_line: dict[Stream, bool] = {"stdout": False, "stderr": False}
    for event in events:
        if not isinstance(event, Write) or not event.size:
            continue
        last = found[-1] if found else None
        *whole, rest = event.text.split("\n")
        for index, text in enumerate([*whole, rest] if rest else whole):
            goes_on = open_line[event.stream]
            if last is None or not goes_on or index or (last.pid, last.stream) != (event.pid, event.stream):
                last = Line(event.pid, event.stream, begins=not goes_on)
                found.append(last)
            last.text += text
            open_line[event.stream] = index == len(whole)
        missing = event.size - len(event.text.encode(errors="surrogateescape"))
        if missing > 0 and last is not None:
            last.missing += missing
            open_line[event.stream] = False
    return found
