"""What a system call that is about to begin would wait for, and whether it would have to wait now.

The kernel is asked wherever it can be: descriptors are polled through a copy of the tracee's own
(`pidfd_getfd(2)`), so that pipes, sockets and epoll need no model. Only children are known from the tracer's own
table.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import select
import struct
from collections.abc import Callable
from dataclasses import dataclass

from demos.worker import kernel, ptrace
from demos.worker.clock import SECOND, Clock
from demos.worker.proc import IGNORED_BY_DEFAULT
from demos.worker.processes import ProcessTable, Task, Tracee, read_status

_PIDFD_GETFD = 438
_TIMER_ABSTIME = 1
_P_ALL, _P_PID, _P_PGID = 0, 1, 2
_FUTEX_COMMAND, _FUTEX_CLOCK_REALTIME = 0x7F, 256
_FUTEX_WAIT, _FUTEX_WAIT_BITSET = 0, 9
_CLOCK_REALTIME, _CLOCK_MONOTONIC = 0, 1
_MOST_DESCRIPTORS = 1024
_POLLFD_BYTES = 8


def signed(value: int) -> int:
    """An argument register as the C int that the kernel takes it for."""
    return ctypes.c_int(value & 0xFFFFFFFF).value


@dataclass(frozen=True, slots=True)
class Demand:
    """What a call waits for: one of the descriptors, a matching child, one of a set of signals (bit 0 is signal 1),
    or a lock (`flock(2)`: the descriptor, and the operation); and at the longest until `deadline`.

    `deadline` is in nanoseconds of the run's clock. `by_kernel`: what else it waits for only the kernel knows, so
    it is let in, and is blocked for as long as it sleeps there.
    """

    descriptors: tuple[tuple[int, int], ...] = ()
    children: tuple[int, int] | None = None  # The pid argument of waitpid, and the options.
    signals: int | None = None
    lock: tuple[int, int] | None = None
    deadline: int | None = None
    by_kernel: bool = False


class Demands:
    """Reads demands from calls, and answers whether one is met."""

    def __init__(self, table: ProcessTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def of(self, task: Task, name: str, arguments: tuple[int, ...]) -> Demand | None:
        """What the call waits for; None when it never waits."""
        reader = _READERS.get(name)
        return reader(self, task, arguments) if reader else None

    def met(self, task: Task, demand: Demand) -> bool:
        """Whether the call would go through at once."""
        if demand.by_kernel:
            return True
        if demand.children is not None:
            return self._child_matches(task.process, *demand.children)
        if demand.signals is not None:
            return bool(_pending(task) & demand.signals)
        if demand.lock is not None:
            return _lock_is_free(task.process, *demand.lock)
        return bool(demand.descriptors) and ready(task.process, demand.descriptors)

    def watched(self, task: Task, name: str, arguments: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """The descriptors that a poll (`steering.POLLS`) looks at, with the events that it asks for."""
        if name in ("poll", "ppoll"):
            return self._pollfds(task, arguments)
        if name in ("select", "pselect6"):
            return self._sets(task, arguments)
        return ((signed(arguments[0]), select.POLLIN),)

    def matching(self, process: Tracee, target: int) -> list[Tracee]:
        """The children that `waitpid(target)` is about (`wait(2)`)."""
        children = self._table.children(process.pid)
        if target == -1:
            return children
        if target > 0:
            return [child for child in children if child.pid == target]
        group = -target if target else group_of(process)
        return [child for child in children if group_of(child) == group]

    def _child_matches(self, process: Tracee, target: int, options: int) -> bool:
        matching = self.matching(process, target)
        return not matching or any(
            child.zombie
            or (options & os.WUNTRACED and child.stop_unreported)
            or (options & os.WCONTINUED and child.continue_unreported)
            for child in matching
        )

    # --- one reader for each call ---------------------------------------------------------------------------

    def _wait4(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        options = arguments[2]
        return None if options & os.WNOHANG else Demand(children=(signed(arguments[0]), options))

    def _waitid(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        kind, identity, options = signed(arguments[0]), signed(arguments[1]), arguments[3]
        target = {_P_ALL: -1, _P_PID: identity, _P_PGID: -identity}.get(kind)
        if options & os.WNOHANG:
            return None
        if target is None or not options & os.WEXITED:
            return Demand(by_kernel=True)
        return Demand(children=(target, options))

    def _read(self, task: Task, arguments: tuple[int, ...]) -> Demand:
        return Demand(descriptors=((signed(arguments[0]), select.POLLIN),))

    def _write(self, task: Task, arguments: tuple[int, ...]) -> Demand:
        return Demand(descriptors=((signed(arguments[0]), select.POLLOUT),))

    def _nanosleep(self, task: Task, arguments: tuple[int, ...]) -> Demand:
        return Demand(deadline=self._after(self._timespec(task, arguments[0])))

    def _clock_nanosleep(self, task: Task, arguments: tuple[int, ...]) -> Demand:
        length = self._timespec(task, arguments[2])
        if length is not None and arguments[1] & _TIMER_ABSTIME:
            length -= self._clock.read(signed(arguments[0]))
        return Demand(deadline=self._after(length))

    def _poll(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        milliseconds = signed(arguments[2])
        return self._watched_until(task, "poll", arguments, None if milliseconds < 0 else milliseconds * 1_000_000)

    def _ppoll(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        return self._watched_until(task, "ppoll", arguments, self._timespec(task, arguments[2]))

    def _select(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        raw = ptrace.read_memory(task.tid, arguments[4], 16) if arguments[4] else b""
        seconds, microseconds = struct.unpack("=qq", raw) if len(raw) == 16 else (0, 0)
        length = seconds * SECOND + microseconds * 1000 if raw else None
        return self._watched_until(task, "select", arguments, length)

    def _pselect(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        return self._watched_until(task, "pselect6", arguments, self._timespec(task, arguments[4]))

    def _epoll(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        milliseconds = signed(arguments[3])
        length = None if milliseconds < 0 else milliseconds * 1_000_000
        return self._watched_until(task, "epoll_wait", arguments, length)

    def _epoll2(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        return self._watched_until(task, "epoll_pwait2", arguments, self._timespec(task, arguments[3]))

    def _futex(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        command = arguments[1] & _FUTEX_COMMAND
        if command not in (_FUTEX_WAIT, _FUTEX_WAIT_BITSET):
            return None
        length = self._timespec(task, arguments[3])
        if length is not None and command == _FUTEX_WAIT_BITSET:
            length -= self._clock.read(
                _CLOCK_REALTIME if arguments[1] & _FUTEX_CLOCK_REALTIME else _CLOCK_MONOTONIC
            )
        return Demand(deadline=self._after(length), by_kernel=True)

    def _sigtimedwait(self, task: Task, arguments: tuple[int, ...]) -> Demand:
        deadline = self._after(self._timespec(task, arguments[2]))
        return Demand(signals=_signal_set(task, arguments[0]), deadline=deadline)

    def _pause(self, task: Task, arguments: tuple[int, ...]) -> Demand:
        return Demand(signals=0)  # It ends when it is interrupted.

    def _sigsuspend(self, task: Task, arguments: tuple[int, ...]) -> Demand:
        ignored = sum(1 << (number - 1) for number in IGNORED_BY_DEFAULT)
        with contextlib.suppress(ProcessLookupError):
            ignored &= ~int(read_status(task.tid)["SigCgt"], 16)
        return Demand(signals=~_signal_set(task, arguments[0]) & ~ignored)

    def _flock(self, task: Task, arguments: tuple[int, ...]) -> Demand | None:
        descriptor, operation = signed(arguments[0]), signed(arguments[1])
        waits = operation in (fcntl.LOCK_SH, fcntl.LOCK_EX)
        return Demand(lock=(descriptor, operation)) if waits else None

    def _kernel_knows(self, task: Task, arguments: tuple[int, ...]) -> Demand:
        return Demand(by_kernel=True)

    # --- reading arguments ----------------------------------------------------------------------------------

    def _after(self, length: int | None) -> int | None:
        return None if length is None else self._clock.nanoseconds + max(0, length)

    def _watched_until(
        self, task: Task, name: str, arguments: tuple[int, ...], length: int | None
    ) -> Demand | None:
        if length == 0:
            return None
        return Demand(descriptors=self.watched(task, name, arguments), deadline=self._after(length))

    def _timespec(self, task: Task, address: int) -> int | None:
        """A struct timespec in nanoseconds; None for a null pointer."""
        raw = ptrace.read_memory(task.tid, address, 16) if address else b""
        if len(raw) < 16:
            return None
        seconds, nanoseconds = struct.unpack("=qq", raw)
        return int(seconds * SECOND + nanoseconds)

    def _pollfds(self, task: Task, arguments: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        count = min(arguments[1], _MOST_DESCRIPTORS)
        raw = ptrace.read_memory(task.tid, arguments[0], count * _POLLFD_BYTES)
        whole = raw[: len(raw) // _POLLFD_BYTES * _POLLFD_BYTES]
        return tuple((fd, events) for fd, events, _ in struct.iter_unpack("=ihh", whole) if fd >= 0)

    def _sets(self, task: Task, arguments: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """The descriptors in the three sets of a select."""
        count = min(arguments[0], _MOST_DESCRIPTORS)
        watched = []
        for address, event in zip(arguments[1:4], (select.POLLIN, select.POLLOUT, select.POLLPRI), strict=True):
            if address:
                bits = int.from_bytes(ptrace.read_memory(task.tid, address, (count + 7) // 8), "little")
                watched += [(fd, event) for fd in range(count) if bits >> fd & 1]
        return tuple(watched)


def ready(process: Tracee, watched: tuple[tuple[int, int], ...]) -> bool:
    """Whether one of the descriptors would not block; what cannot be asked counts as ready."""
    try:
        pidfd = os.pidfd_open(process.host_pid)
    except OSError:
        return True
    copies = []
    try:
        poll = select.poll()
        for descriptor, events in watched:
            copy = kernel.libc.syscall(_PIDFD_GETFD, pidfd, descriptor, 0)
            if copy < 0:
                return True
            copies.append(copy)
            if len(watched) == 1 and _fails_at_once(fcntl.fcntl(copy, fcntl.F_GETFL), events):
                return True
            poll.register(copy, events)
        return bool(poll.poll(0))
    finally:
        os.close(pidfd)
        for copy in copies:
            os.close(copy)


def _fails_at_once(flags: int, events: int) -> bool:
    """Whether a call never blocks for want of these events: EAGAIN, or EBADF at a pipe's other end (`open(2)`)."""
    wrong = os.O_WRONLY if events == select.POLLIN else os.O_RDONLY
    return bool(flags & os.O_NONBLOCK) or flags & os.O_ACCMODE == wrong


def _lock_is_free(process: Tracee, descriptor: int, operation: int) -> bool:
    """Whether a `flock(2)` would get its lock at once: tried with an open file of the tracer's own, and undone.

    Where that cannot be tried, or the process has a lock on that file and asks for another, the kernel is to say.
    """
    try:
        with open(f"/proc/{process.host_pid}/fdinfo/{descriptor}", encoding="ascii") as info:  # noqa: PTH123
            if "lock:" in info.read():
                return True
        copy = os.open(f"/proc/{process.host_pid}/fd/{descriptor}", os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return True
    try:
        fcntl.flock(copy, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        os.close(copy)
    return True


def _pending(task: Task) -> int:
    """The signals that are pending for the task or its process, as a set."""
    try:
        status = read_status(task.tid)
    except ProcessLookupError:
        return 0
    return int(status["SigPnd"], 16) | int(status["ShdPnd"], 16)


def _signal_set(task: Task, address: int) -> int:
    raw = ptrace.read_memory(task.tid, address, 8)
    return int(struct.unpack("=Q", raw)[0]) if len(raw) == 8 else 0


def group_of(process: Tracee) -> int:
    """The process group, as the program sees it; 0 when the process is gone."""
    try:
        return int(read_status(process.host_pid)["NSpgid"].split()[-1])
    except (ProcessLookupError, KeyError):
        return 0


_READERS: dict[str, Callable[[Demands, Task, tuple[int, ...]], Demand | None]] = {
    "wait4": Demands._wait4,
    "waitid": Demands._waitid,
    "read": Demands._read,
    "readv": Demands._read,
    "write": Demands._write,
    "writev": Demands._write,
    "nanosleep": Demands._nanosleep,
    "clock_nanosleep": Demands._clock_nanosleep,
    "poll": Demands._poll,
    "ppoll": Demands._ppoll,
    "select": Demands._select,
    "pselect6": Demands._pselect,
    "epoll_wait": Demands._epoll,
    "epoll_pwait": Demands._epoll,
    "epoll_pwait2": Demands._epoll2,
    "futex": Demands._futex,
    "rt_sigtimedwait": Demands._sigtimedwait,
    "pause": Demands._pause,
    "rt_sigsuspend": Demands._sigsuspend,
    "flock": Demands._flock,
    **dict.fromkeys(("fcntl", "restart_syscall"), Demands._kernel_knows),
}
