"""Why not every order of a program can be listed: what it uses by which processes meet where no tracer looks.

The words are those of `demos.outcomes.REASONS`. Whether it matters what a clock shows is not seen here: the
interpreter reads one each time it takes a lock.
"""

from __future__ import annotations

import fcntl
import os
import re
import termios

from demos.worker.demands import signed
from demos.worker.descriptors import Descriptors
from demos.worker.lines import LineReader
from demos.worker.processes import Task, Tracee
from demos.worker.ptrace import SyscallEntry

_CALLS = {
    **dict.fromkeys(("socket", "socketpair"), "sockets"),
    **dict.fromkeys(("timer_create", "timerfd_create", "times", "getrusage"), "time"),
}
_CPU_CLOCKS = frozenset({2, 3})
_LOOKS = {"open": 0, "stat": 0, "lstat": 0, "access": 0, "readlink": 0, "chdir": 0} | dict.fromkeys(
    ("openat", "openat2", "newfstatat", "statx", "faccessat", "faccessat2", "readlinkat"), 1
)
_PROT_WRITE, _MAP_ANONYMOUS = 2, 32
_ITIMER_REAL = 0
_SHARED_LIMITS = frozenset({0, 6, 11})  # RLIMIT_CPU, RLIMIT_NPROC, RLIMIT_SIGPENDING
_ASYNCHRONOUS = {
    "fcntl": frozenset({fcntl.F_SETOWN, fcntl.F_SETSIG, 15, fcntl.F_SETLEASE, fcntl.F_NOTIFY}),  # 15: F_SETOWN_EX
    "ioctl": frozenset({termios.FIOASYNC}),
}
_RECORD_LOCKS = frozenset({fcntl.F_GETLK, fcntl.F_SETLK, fcntl.F_SETLKW, 36, 37, 38})  # F_OFD_GETLK and so on
_SETS_FLAGS = {"fcntl": fcntl.F_SETFL, "ioctl": termios.FIONBIO}
_OWN_PROC = re.compile(r"/proc/(sys/.*|(self|thread-self)(/(?!stat|status|task)[^/]*)?(/.*)?)$")
_KEY_BYTES = frozenset({8, 24, 32})  # Of glibc's malloc, of Python's hashes, of its own malloc since 3.13.

_KEY = "multiprocessing/process.py"
"""Its import makes a random key, by which processes on different machines know each other; nothing here shows
it.
"""


class Reasons:
    """Collects the reasons of one run."""

    def __init__(self, descriptors: Descriptors, lines: LineReader) -> None:
        self.found: set[str] = set()
        self._descriptors = descriptors
        self._lines = lines
        self._keyed: set[tuple[Tracee, int]] = set()

    def look_at(self, task: Task, name: str, entry: SyscallEntry) -> None:
        """A task is about to make a call."""
        arguments = entry.arguments
        if name == "clock_gettime":
            if arguments[0] in _CPU_CLOCKS or signed(arguments[0]) < 0:
                self.found.add("time")
        elif name in _CALLS:
            self.found.add(_CALLS[name])
        elif name == "getrandom":
            if not self._is_of_start_up(task, arguments) and not self._lines.caller(task).endswith(_KEY):
                self.found.add("randomness")
        elif name == "mmap":
            if not self._is_private_view(task, arguments):
                self.found.add("shared memory")
        elif (
            (name == "setitimer" and signed(arguments[0]) != _ITIMER_REAL)
            or (name == "wait4" and arguments[3])
            or (name == "waitid" and arguments[4])
        ):
            self.found.add("time")
        elif name in ("prlimit64", "setrlimit"):
            own = name == "setrlimit" or signed(arguments[0]) in (0, task.process.pid)
            changes = bool(arguments[1 if name == "setrlimit" else 2])
            if not own or (changes and arguments[0 if name == "setrlimit" else 1] in _SHARED_LIMITS):
                self.found.add("limits")
        elif name in _ASYNCHRONOUS and arguments[1] in _ASYNCHRONOUS[name]:
            self.found.add("kernel")
        elif name == "fcntl" and arguments[1] in _RECORD_LOCKS:
            self.found.add("record locks")
        elif name in _SETS_FLAGS and arguments[1] == _SETS_FLAGS[name]:
            # Whoever waits already is not told.
            if self._descriptors.is_shared(task.process, signed(arguments[0])):
                self.found.add("kernel")
        elif name in _LOOKS:
            self._look_at_path(task, name, arguments)

    def _is_of_start_up(self, task: Task, arguments: tuple[int, ...]) -> bool:
        """Whether a process asks for what glibc or the interpreter makes for itself, once."""
        size, flags = arguments[1:3]
        first = (task.process, size) not in self._keyed
        self._keyed.add((task.process, size))
        return first and size in _KEY_BYTES and flags == os.GRND_NONBLOCK

    def _is_private_view(self, task: Task, arguments: tuple[int, ...]) -> bool:
        """Whether a shared mapping is of a file that nobody can change."""
        if arguments[3] & _MAP_ANONYMOUS or arguments[2] & _PROT_WRITE:
            return False
        return not self._descriptors.is_writable(task.process, signed(arguments[4]))

    def _look_at_path(self, task: Task, name: str, arguments: tuple[int, ...]) -> None:
        index = _LOOKS[name]
        folder = (signed(arguments[0]),) if index else ()
        path = self._descriptors.path(task, arguments[index], *folder)
        if path in ("/dev/urandom", "/dev/random"):
            self.found.add("randomness")
        elif path.startswith("/proc"):
            own = f"/proc/{task.process.pid}"
            seen = "/proc/self" + path.removeprefix(own) if (path + "/").startswith(f"{own}/") else path
            if not _OWN_PROC.match(seen):
                self.found.add("proc")
