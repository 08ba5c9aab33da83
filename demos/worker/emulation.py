"""System calls that the tracer answers itself in a controlled order: clocks, interval timers, randomness.

Each function reads its arguments from the stopped task, writes what the call returns through pointers, and returns
the call's result. The kernel never sees the call.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

from demos.worker import ptrace
from demos.worker.clock import SECOND, RealClock, VirtualClock
from demos.worker.demands import signed
from demos.worker.processes import Task

_EINVAL, _EFAULT = 22, 14
_CLOCK_REALTIME = 0
_CPU_CLOCKS = frozenset({2, 3})  # CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID
_ITIMER_REAL = 0
_MOST_RANDOM_BYTES = 64 * 1024


class Emulation:
    """The clock, timers and random numbers of a run, as its programs reach them.

    On a real clock only the interval timers are answered here, so that the tracer knows when they go off.
    """

    def __init__(self, clock: RealClock | VirtualClock, seed: int) -> None:
        self._clock = clock
        self._random = random.Random(seed)  # noqa: S311 - the same in each run, on purpose
        self.timers: dict[int, tuple[int, int]] = {}
        """By PID: when SIGALRM comes, in nanoseconds of the run, and the interval to the next, 0 for none."""
        self._unheard: set[int] = set()

    def answer(self, task: Task, name: str, arguments: tuple[int, ...]) -> int | None:
        """The result of the call, or None when the kernel is to do it."""
        handler = (_HANDLERS if self._clock.virtual else _TIMERS).get(name)
        if handler is None:
            return None
        try:
            return handler(self, task, arguments)
        except OSError:
            return -_EFAULT

    def due(self, pending: Callable[[int], bool]) -> list[tuple[int, int]]:
        """The armed timers: (when, PID).

        One that goes off again and again does so only when its latest signal was taken; `pending` says of a PID
        that it was not. Else a blocked SIGALRM would hold up the clock.
        """
        for pid in [pid for pid in self._unheard if not pending(pid)]:
            self._unheard.discard(pid)
            when, interval = self.timers.get(pid, (0, 0))
            if interval:
                missed = max(0, -(-(self._clock.nanoseconds - when) // interval))
                self.timers[pid] = (when + missed * interval, interval)
        return [(when, pid) for pid, (when, _) in self.timers.items() if pid not in self._unheard]

    def fired(self, pid: int) -> None:
        """The timer of that process has gone off: arm it again, or forget it."""
        when, interval = self.timers.pop(pid)
        if interval:
            self.timers[pid] = (when + interval, interval)
            self._unheard.add(pid)

    # --- clocks ---------------------------------------------------------------------------------------------

    def _clock_gettime(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        clock = signed(arguments[0])
        if clock in _CPU_CLOCKS or clock < 0:
            return None
        ptrace.write_memory(task.tid, arguments[1], _timespec(self._clock.read_by_program(clock)))
        return 0

    def _gettimeofday(self, task: Task, arguments: tuple[int, ...]) -> int:
        if arguments[0]:
            now = self._clock.read_by_program(_CLOCK_REALTIME)
            ptrace.write_memory(task.tid, arguments[0], _timeval(now))
        return 0

    def _time(self, task: Task, arguments: tuple[int, ...]) -> int:
        seconds = self._clock.read_by_program(_CLOCK_REALTIME) // SECOND
        if arguments[0]:
            ptrace.write_memory(task.tid, arguments[0], struct.pack("=q", seconds))
        return seconds

    # --- timers ---------------------------------------------------------------------------------------------

    def _alarm(self, task: Task, arguments: tuple[int, ...]) -> int:
        left, _ = self._left(task)
        self._arm(task, (arguments[0] & 0xFFFFFFFF) * SECOND, 0)
        return -(-left // SECOND)

    def _setitimer(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        if signed(arguments[0]) != _ITIMER_REAL:
            return None
        left, interval = self._left(task)
        if arguments[1]:
            raw = ptrace.read_memory(task.tid, arguments[1], 32)
            if len(raw) < 32:
                return -_EFAULT
            each_s, each_us, first_s, first_us = struct.unpack("=4q", raw)
            if not (0 <= each_us < 1_000_000 and 0 <= first_us < 1_000_000 and each_s >= 0 and first_s >= 0):
                return -_EINVAL
            self._arm(task, first_s * SECOND + first_us * 1000, each_s * SECOND + each_us * 1000)
        if arguments[2]:
            ptrace.write_memory(task.tid, arguments[2], _timeval(interval) + _timeval(left))
        return 0

    def _getitimer(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        if signed(arguments[0]) != _ITIMER_REAL:
            return None
        left, interval = self._left(task)
        ptrace.write_memory(task.tid, arguments[1], _timeval(interval) + _timeval(left))
        return 0

    def _left(self, task: Task) -> tuple[int, int]:
        """Nanoseconds until the process's timer goes off, and its interval; zeros when it is not armed."""
        when, interval = self.timers.get(task.process.pid, (0, 0))
        return (max(1, when - self._clock.nanoseconds), interval) if when else (0, 0)

    def _arm(self, task: Task, length: int, interval: int) -> None:
        self.timers.pop(task.process.pid, None)
        self._unheard.discard(task.process.pid)
        if length:
            self.timers[task.process.pid] = (self._clock.nanoseconds + length, interval)

    # --- randomness -----------------------------------------------------------------------------------------

    def _getrandom(self, task: Task, arguments: tuple[int, ...]) -> int:
        size = min(arguments[1], _MOST_RANDOM_BYTES)
        ptrace.write_memory(task.tid, arguments[0], self._random.randbytes(size))
        return size


def _timespec(nanoseconds: int) -> bytes:
    return struct.pack("=qq", *divmod(nanoseconds, SECOND))


def _timeval(nanoseconds: int) -> bytes:
    seconds, rest = divmod(nanoseconds, SECOND)
    return struct.pack("=qq", seconds, rest // 1000)


_TIMERS: dict[str, Callable[[Emulation, Task, tuple[int, ...]], int | None]] = {
    "alarm": Emulation._alarm,
    "setitimer": Emulation._setitimer,
    "getitimer": Emulation._getitimer,
}
_HANDLERS = _TIMERS | {
    "clock_gettime": Emulation._clock_gettime,
    "gettimeofday": Emulation._gettimeofday,
    "time": Emulation._time,
    "getrandom": Emulation._getrandom,
}
