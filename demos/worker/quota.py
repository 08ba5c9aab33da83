"""What a run may make of things that live in the kernel, where no process's memory shows them.

Data in pipes and sockets, locks, and shared memory that is not mapped just now: each call that makes one of these
is stopped, and fails as it would on a machine that has no more of them. Who only closes what it opened never
notices. Bounded for a run as a whole, since each of its processes could take as much again.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable

from demos.recording import INIT
from demos.worker import steering, syscalls
from demos.worker.processes import ProcessTable, Task
from demos.worker.ptrace import SyscallEntry
from demos.worker.seccomp import LOCK_COMMANDS

BUFFERS = 256
"""Pipes and sockets at a time. One holds 64 KiB or 208 KiB at most (`pipe(7)`, wmem_default in `socket(7)`)."""

FIFOS = 64
LOCKS = 10_000

DATAGRAM_SOCKETS = 32
"""Calls that make one or a pair: what such a socket has sent stays with the receiver when it is closed."""

LISTENERS, BACKLOG = 32, 4
"""Calls of listen, and who may wait there for an accept: what they have sent stays, closed or not (`listen(2)`)."""

_DATAGRAM_TYPES, _TYPE = (2, 3), 0xF  # SOCK_DGRAM, and SOCK_RAW, which is the same among unix(7) sockets.
_MAP_SHARED, _MAP_ANONYMOUS = 0x01, 0x20


class Quota:
    """Counts what the processes of a run make.

    Args:
        enough: called when they map more shared memory than a run may have.
    """

    def __init__(self, table: ProcessTable, memory_bytes: int, enough: Callable[[], None]) -> None:
        self._table = table
        self._memory_bytes = memory_bytes
        self._enough = enough
        self._buffers = 0  # At most: those counted last, and those made since.
        self._fifos = 0
        self._locks = 0
        self._datagram_sockets = 0
        self._listeners = 0
        self.shared_bytes = 0
        """Shared memory without a file, as far as it was ever mapped: it stays until its last page is unmapped."""

    def refusal(self, task: Task, entry: SyscallEntry) -> int | None:
        """The errno that the call is to fail with, if it is one too many."""
        handler = _HANDLERS.get(syscalls.NAMES.get(entry.number, ""))
        if handler is None or task.process.pid == INIT:
            return None
        return handler(self, task, entry.arguments)

    def _buffer(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        if self._buffers + 2 > BUFFERS:
            self._buffers = _count_buffers(self._table)
        if self._buffers + 2 > BUFFERS:
            return errno.ENFILE
        self._buffers += 2
        return None

    def _socket(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        if arguments[1] & _TYPE in _DATAGRAM_TYPES:
            self._datagram_sockets += 1
            if self._datagram_sockets > DATAGRAM_SOCKETS:
                return errno.ENFILE
        return self._buffer(task, arguments)

    def _listen(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        self._listeners += 1
        if self._listeners > LISTENERS:
            return errno.ENOBUFS
        if not 0 <= arguments[1] & 0xFFFFFFFF <= BACKLOG:
            steering.with_argument(task.tid, 1, BACKLOG)
        return None

    def _mknod(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        return self._fifo(arguments[1])

    def _mknodat(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        return self._fifo(arguments[2])

    def _fifo(self, mode: int) -> int | None:
        if stat.S_ISFIFO(mode & 0xFFFF):
            self._fifos += 1
        return errno.ENOSPC if self._fifos > FIFOS else None

    def _fcntl(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        if arguments[1] & 0xFFFFFFFF in LOCK_COMMANDS:
            self._locks += 1
        return errno.ENOLCK if self._locks > LOCKS else None

    def _mmap(self, task: Task, arguments: tuple[int, ...]) -> int | None:
        length, flags, descriptor = arguments[1], arguments[3], arguments[4]
        if flags & _MAP_SHARED and (flags & _MAP_ANONYMOUS or _is_device(task, descriptor & 0xFFFFFFFF)):
            self.shared_bytes += length
            if self.shared_bytes > self._memory_bytes:
                self._enough()
        return None


def _count_buffers(table: ProcessTable) -> int:
    """How many pipes and sockets the processes have open; nobody's descriptors count as none."""
    found: set[tuple[int, int]] = set()
    unknown = 0
    for task in table.tasks.values():
        if task.process.pid == INIT:
            continue
        try:
            for entry in os.scandir(f"/proc/{task.tid}/fd"):
                status = entry.stat()
                if stat.S_ISFIFO(status.st_mode) or stat.S_ISSOCK(status.st_mode):
                    found.add((status.st_dev, status.st_ino))
        except PermissionError:
            unknown += BUFFERS
        except OSError:
            continue  # It ended meanwhile.
    return len(found) + unknown


def _is_device(task: Task, descriptor: int) -> bool:
    """Whether a descriptor leads to a device: /dev/zero is another way to shared memory."""
    try:
        return stat.S_ISCHR(os.stat(f"/proc/{task.tid}/fd/{descriptor}").st_mode)  # noqa: PTH116 - as `tid`'s
    except OSError:
        return True


_HANDLERS: dict[str, Callable[[Quota, Task, tuple[int, ...]], int | None]] = {
    **dict.fromkeys(("pipe", "pipe2", "accept", "accept4"), Quota._buffer),
    **dict.fromkeys(("socket", "socketpair"), Quota._socket),
    "listen": Quota._listen,
    "mknod": Quota._mknod,
    "mknodat": Quota._mknodat,
    "fcntl": Quota._fcntl,
    "mmap": Quota._mmap,
}
