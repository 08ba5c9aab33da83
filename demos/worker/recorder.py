"""Makes the Recording while a run goes on: events, snapshots, and the output as it came through the pipes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable

import msgspec

from demos.recording import (
    Call,
    Event,
    Kill,
    Limits,
    Process,
    Signal,
    Snapshot,
    Stream,
    Write,
)
from demos.worker.processes import Task

EVENTS = 4000
"""How many events a Recording keeps; what comes later is counted only."""

_FLOOD = 16
_WRITE_TEXT = 4096
_PIPE_BYTES = 1024 * 1024
_UNCHANGED = (Call, Kill, Signal, Write)  # Events that leave the process tree as it was.


class Output:
    """What came out of one stream: its head and its tail, `limit` bytes at most, and the number of all bytes."""

    def __init__(self, limit: int) -> None:
        self._head_room = limit // 2
        self._tail_room = limit - self._head_room
        self._head = bytearray()
        self._tail = bytearray()
        self.size = 0

    def add(self, data: bytes) -> None:
        self.size += len(data)
        room = self._head_room - len(self._head)
        self._head += data[:room]
        self._tail += data[room:]
        if len(self._tail) > 2 * self._tail_room:  # Trimmed seldom, so that a flood costs little.
            del self._tail[: -self._tail_room]

    @property
    def omitted(self) -> int:
        """How many bytes are left out between head and tail."""
        return self.size - len(self._head) - min(len(self._tail), self._tail_room)

    def text(self) -> str:
        tail = bytes(self._tail[-self._tail_room :])
        if not self.omitted:
            return decode(bytes(self._head) + tail)
        return f"{decode(bytes(self._head))}\n[... {self.omitted} bytes left out ...]\n{decode(tail)}"


def decode(data: bytes) -> str:
    r"""Output as text; bytes that are not UTF-8 become ``\xNN``."""
    return data.decode("utf-8", errors="backslashreplace")


class Recorder:
    """Collects what happens, in order.

    Args:
        rows: the process tree of the moment.
        now: its time in seconds.
        line: the line of the program that a task is on.
    """

    def __init__(
        self,
        limits: Limits,
        outputs: dict[Stream, int],
        rows: Callable[[], tuple[Process, ...]],
        now: Callable[[], float],
        line: Callable[[Task], int | None],
    ) -> None:
        self.now = now
        self.line = line
        self._rows = rows
        self._pipes = outputs
        self._flood = limits.output_bytes * _FLOOD
        self.outputs = {stream: Output(limits.output_bytes) for stream in outputs}
        self.events: list[Event] = []
        self.snapshots: list[Snapshot] = []
        self.omitted_events = 0
        self.takes_snapshots = True
        self._last: dict[int, Event] = {}
        self._collected = {stream: bytearray() for stream in outputs}

    def emit(self, event: Event, task: Task | None = None) -> None:
        """Append an event, and the process tree after it where the event may have changed it.

        The task that did it is still where it did it: the event gets its line.
        """
        if len(self.events) >= EVENTS:
            self.omitted_events += 1
            return
        if task is not None:
            msgspec.structs.force_setattr(event, "line", self.line(task))  # Nobody has seen it yet.
        self.events.append(event)
        self._last[event.pid] = event
        if self.takes_snapshots and not isinstance(event, _UNCHANGED):
            self.snapshots.append(Snapshot(event=len(self.events) - 1, processes=self._rows()))

    def last_of(self, pid: int) -> Event | None:
        """The latest event of that process."""
        return self._last.get(pid)

    def collect(self) -> None:
        """Make room in the pipes for a write that is larger than they are; `wrote` follows when it is done."""
        for stream, pipe in self._pipes.items():
            with contextlib.suppress(BlockingIOError):
                self._collected[stream] += os.read(pipe, _PIPE_BYTES)

    def wrote(self, task: Task, stream: Stream, size: int) -> None:
        """Take the `size` bytes that the task has just written to `stream` out of its pipe."""
        data = self._read(stream, size)
        text = decode(data[:_WRITE_TEXT])
        self.emit(Write(t=self.now(), pid=task.process.pid, stream=stream, text=text, size=size), task)

    def drain(self, writer: Task | None) -> None:
        """Take what is left in the pipes: by `writer`, where a bound ended the run in the midst of its call."""
        for stream in self._pipes:
            while data := self._read(stream, 65536):
                if writer is not None:
                    pid, text = writer.process.pid, decode(data[:_WRITE_TEXT])
                    self.emit(Write(t=self.now(), pid=pid, stream=stream, text=text, size=len(data)))

    def _read(self, stream: Stream, size: int) -> bytes:
        collected = self._collected[stream]
        data = bytes(collected[:size])
        del collected[:size]
        while len(data) < size:
            try:
                chunk = os.read(self._pipes[stream], size - len(data))
            except BlockingIOError:
                break
            if not chunk:
                break
            data += chunk
        self.outputs[stream].add(data)
        return data

    @property
    def flooded(self) -> bool:
        """Whether a stream got so much output that the run must end."""
        return any(
            output.size + len(self._collected[stream]) > self._flood for stream, output in self.outputs.items()
        )
