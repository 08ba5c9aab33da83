"""What an operation touches that others can notice: the ground on which an exploration says that two commute.

An access is a mode and an object (`demos.recording.Operation`). Two operations of different processes are
independent, each order gives the same, unless they touch one object and either changes it (``w``) or their modes
differ. ``r`` reads; ``c`` is for changes that commute with each other (descriptors closed, children ended);
``a`` appends; to a stream, the mode of a write is ``=`` and a digest of its text, because equal texts look the same
in either order. What an operation touches may itself depend on the state that it is done in; then it also names
what that depends on. Where the truth is not known exactly, more is named than is touched, which only costs runs.

Objects: ``stdout``, ``stderr``; ``file INODE`` and ``pipe PID.NUMBER``; ``names`` and ``contents`` (of all files,
for those who look from outside); ``pids`` (the order in which PIDs are given out); ``birth PID`` (a child's first
operation comes after its fork); ``end PID`` (its exit, which a wait may block for); ``child PID`` (has it ended or
stopped? for those who only ask); ``children PID`` (which of its children have, and who they are); ``life PID`` (is
there such a process?); ``parent PID`` (who that is); ``signals PID`` (pending ones); ``action PID`` (what becomes
of its SIGCHLD); ``sent NUMBER`` (never changed: tells the explorer which signals there are); ``groups``;
``subreaper``; ``priority``; ``memory`` (that processes share); ``clock`` (which jumps when all wait, if sleeps are
trusted).
"""

from __future__ import annotations

import hashlib
import os
import signal
import struct
from collections.abc import Callable

from demos.recording import INIT
from demos.worker import kernel, ptrace
from demos.worker.demands import Demand, Demands, group_of, signed
from demos.worker.descriptors import Descriptors
from demos.worker.processes import ProcessTable, Task, Tracee, read_status
from demos.worker.ptrace import SyscallEntry
from demos.worker.sandbox import HOME
from demos.worker.steering import POLLS

_MOST_COMPARED_BYTES = 65536
READ, CHANGE, COMMUTE, APPEND = "r", "w", "c", "a"

FORKS = frozenset({"fork", "vfork", "clone"})
EXITS = frozenset({"exit", "exit_group"})
_CLOSE_RANGE_CLOEXEC = 4
_SET_BYTES = 8

KILLS = {
    "kill": (0, 1),
    "tkill": (0, 1),
    "tgkill": (0, 2),
    "rt_sigqueueinfo": (0, 1),
    "rt_tgsigqueueinfo": (0, 2),
    "pidfd_send_signal": (0, 1),
}
"""The calls that send a signal, with the indexes of whom it goes to, and of its number."""

_DESCRIPTORS: dict[str, tuple[tuple[int, str, str], ...]] = {
    **dict.fromkeys(("read", "readv", "pread64", "preadv", "lseek", "getdents64"), ((0, CHANGE, READ),)),
    **dict.fromkeys(("flock", "fcntl", "ioctl"), ((0, CHANGE, READ),)),
    **dict.fromkeys(("write", "writev", "pwrite64", "pwritev"), ((0, CHANGE, APPEND),)),
    **dict.fromkeys(("ftruncate", "fallocate"), ((0, CHANGE, CHANGE),)),
    **dict.fromkeys(("fstat", "fstatfs"), ((0, READ, READ),)),
    "fchmod": ((0, CHANGE, CHANGE),),
    "sendfile": ((0, CHANGE, APPEND), (1, CHANGE, READ)),
    **dict.fromkeys(("splice", "copy_file_range"), ((0, CHANGE, READ), (2, CHANGE, APPEND))),
}
"""Calls on descriptors: which argument, with which mode on what it leads to, and on the contents of files."""

_LOOKS: dict[str, tuple[int, int | None]] = {
    **dict.fromkeys(("stat", "lstat", "access", "readlink", "statfs", "chdir", "open"), (0, None)),
    **dict.fromkeys(
        ("newfstatat", "statx", "faccessat", "faccessat2", "readlinkat", "openat", "openat2", "execveat"), (1, 0)
    ),
    "execve": (0, None),
}
"""Calls that look a path up: the argument that names it, and that of the folder it starts from."""

_RENAMES = frozenset(
    """
    chmod fchmodat link linkat mkdir mkdirat mknod mknodat rename renameat renameat2 rmdir symlink symlinkat
    truncate unlink unlinkat utime utimensat utimes
    """.split()
)
"""Calls that change names, or what files say of themselves."""

_CLOSES = frozenset({"close", "close_range", "dup2", "dup3"})
_ALONE = _DESCRIPTORS.keys() | _LOOKS.keys() - {"execve", "execveat"} | _CLOSES | {"rt_sigaction", "rt_sigprocmask"}
_OPENS = {"open": 1, "openat": 2}


class Accesses:
    """Tells what the operations of a run touch."""

    def __init__(
        self, table: ProcessTable, demands: Demands, descriptors: Descriptors, *, coarse_waits: bool
    ) -> None:
        self._table = table
        self._demands = demands
        self._descriptors = descriptors
        self._coarse_waits = coarse_waits
        self._death_signals: dict[int, int] = {}
        self._left_unheard: set[int] = set()  # Children of whom SIGCHLD would have told, had they ended earlier.

    def of(
        self, task: Task, name: str, entry: SyscallEntry, demand: Demand | None, *, drops_result: bool
    ) -> list[str]:
        """What the call touches that the task is about to make, in the state that the run is in.

        What it brings about besides is told by `born`, `reaped`, `ended` and `notified`, when it does.
        """
        process = task.process
        arguments = entry.arguments
        if demand is not None and demand.children is not None:
            target, options = demand.children
            return self._wait(process, target, options, coarse=self._coarse_waits and drops_result)
        if name in KILLS:
            return self._kill(*self.kill_of(process, name, arguments))
        if name in _DESCRIPTORS:
            return self._on_descriptors(task, name, arguments)
        if name in _CLOSES:
            return self._descriptors.closing(process, self._closed_by(process, name, arguments))
        if name in _LOOKS:
            return [*self._looks(task, name, arguments), *(self._exec(process) if name.startswith("exec") else [])]
        if name in _RENAMES:
            return ["w names", *(["w contents"] if name == "truncate" else [])]
        if name in _OTHERS:
            return _OTHERS[name](self, task, arguments)
        if name in POLLS:
            looked_at = self._demands.watched(task, name, arguments)
            watched = [self._descriptors.touched(process, descriptor, READ) for descriptor, _ in looked_at]
            return [access for accesses in watched for access in accesses]
        return []

    def is_silent(self, task: Task, name: str, entry: SyscallEntry) -> bool:
        """Whether the call is one of those that nobody else can notice, nor be noticed by."""
        if name == "rt_sigaction" or name == "rt_sigprocmask":
            return not entry.arguments[1]  # It only asks.
        return name in _ALONE and not self.of(task, name, entry, None, drops_result=False)

    # --- families -------------------------------------------------------------------------------------------

    def ended(self, process: Tracee) -> list[str]:
        """What the end of a process touches, whatever ends it; to be asked just before."""
        touched = [f"w end {process.pid}", f"w child {process.pid}", "r groups"]
        touched.append("w subreaper" if process.subreaper else "r subreaper")
        adopter = self._table.adopter(process) if process.parent != INIT else INIT
        would_hear = self._catches(process.pid, signal.SIGCHLD)
        for child in self._table.children(process.pid):
            touched.append(f"w parent {child.pid}")
            if would_hear:
                self._left_unheard.add(child.pid)
            if child.pid in self._death_signals:
                touched += [f"w signals {child.pid}", f"r sent {self._death_signals[child.pid]}"]
            if adopter != INIT:
                touched += [f"w children {adopter}", *(self.notified(adopter) if child.zombie else [])]
            elif child.zombie:
                touched.append(f"w life {child.pid}")  # The init reaps it at once.
        touched += [f"w signals {other.pid}" for other in self._table.by_pid.values() if other.stopped]  # Orphaned?
        if not self._coarse_waits or process.pid in self._left_unheard:
            touched.append(f"r parent {process.pid}")
        parent = self._table.by_pid.get(process.parent)
        if parent is None or process.parent == INIT or parent.discards_children:
            touched.append(f"w life {process.pid}")
        if process.parent != INIT:
            touched += [f"c children {process.parent}", *self.notified(process.parent)]
        return [*touched, *self.closed_at_end(process)]

    def closed_at_end(self, process: Tracee) -> list[str]:
        """What a process touches when it ends by closing its descriptors; it does so before it is a zombie."""
        return self._descriptors.closing(process, self._descriptors.open_ones(process))

    def notified(self, parent: int) -> list[str]:
        """What SIGCHLD to that parent touches."""
        touched = [f"r action {parent}"]
        if self._catches(parent, signal.SIGCHLD):
            touched += [f"w signals {parent}", f"r sent {int(signal.SIGCHLD)}"]
        return touched

    def kill_of(self, process: Tracee, name: str, arguments: tuple[int, ...]) -> tuple[int, int]:
        """Whom a call of `KILLS` goes to, as `kill(2)` says it, and the signal's number."""
        whom, number = KILLS[name]
        target = signed(arguments[whom])
        if name == "pidfd_send_signal":
            target = self._descriptors.process(process, target) or target
        return target, signed(arguments[number])

    def targets(self, sender: Tracee, target: int) -> list[Tracee]:
        """The processes that `kill(2)` means by `target`, zombies included."""
        everybody = [process for process in self._table.by_pid.values() if process.pid != INIT]
        if target > 0:
            return [process for process in everybody if process.pid == target]
        if target == -1:
            return [process for process in everybody if process is not sender]
        group = -target if target else group_of(sender)
        return [process for process in everybody if group_of(process) == group]

    def _kill(self, target: int, number: int) -> list[str]:
        targets = [target] if target > 0 else [pid for pid in self._table.by_pid if pid != INIT]
        touched = [f"r life {pid}" for pid in targets]
        if number:
            touched += [f"w signals {pid}" for pid in targets]
            touched.append(f"r sent {number}")
        return touched if target > 0 else [*touched, "r groups"]

    def _wait(self, process: Tracee, target: int, options: int, *, coarse: bool) -> list[str]:
        if target > 0:
            touched = [f"r parent {target}"]
            return [*touched, f"r child {target}"] if options & (os.WUNTRACED | os.WCONTINUED) else touched
        touched = [f"{COMMUTE if coarse else CHANGE} children {process.pid}"]
        return touched if target == -1 else [*touched, "r groups"]

    def _poll_children(self, process: Tracee, target: int) -> list[str]:
        if target > 0:
            return [f"r child {target}", f"r parent {target}"]
        children = [f"r child {child.pid}" for child in self._table.children(process.pid)]
        return [f"r children {process.pid}", *children, *([] if target == -1 else ["r groups"])]

    def _on_descriptors(self, task: Task, name: str, arguments: tuple[int, ...]) -> list[str]:
        process = task.process
        if name == "write" and (stream := self._descriptors.stream(process, signed(arguments[0]))):
            text = ptrace.read_memory(task.tid, arguments[1], min(arguments[2], _MOST_COMPARED_BYTES))
            digest = hashlib.blake2b(text, digest_size=12).hexdigest()
            return [f"={digest} {stream}"]
        found = []
        for index, mode, of_contents in _DESCRIPTORS[name]:
            found += self._descriptors.touched(process, signed(arguments[index]), mode, of_contents)
        return found

    def _closed_by(self, process: Tracee, name: str, arguments: tuple[int, ...]) -> list[int]:
        if name != "close_range":
            return [signed(arguments[0 if name == "close" else 1])]
        first, last, flags = (value & 0xFFFFFFFF for value in arguments[:3])
        if flags & _CLOSE_RANGE_CLOEXEC:
            return []
        return [fd for fd in self._descriptors.open_ones(process) if first <= fd <= last]

    def _exec(self, process: Tracee) -> list[str]:
        """Handlers are no more; descriptors are closed; `setpgid(2)` by the parent is refused from now on."""
        closed = self._descriptors.open_ones(process, only_closed_by_exec=True)
        return [f"w action {process.pid}", "w groups", *self._descriptors.closing(process, closed)]

    def _looks(self, task: Task, name: str, arguments: tuple[int, ...]) -> list[str]:
        index, folder = _LOOKS[name]
        if folder is None:
            path = self._descriptors.path(task, arguments[index])
        else:
            path = self._descriptors.path(task, arguments[index], signed(arguments[folder]))
            if not path and name == "newfstatat":
                return self._descriptors.touched(task.process, signed(arguments[folder]), READ)
        if path and not path.startswith((HOME, "/dev/shm", "/dev/fd", "/dev/std")):  # noqa: S108 - links to HOME
            return []
        flags = arguments[_OPENS[name]] if name in _OPENS else os.O_CREAT | os.O_TRUNC if name == "openat2" else 0
        fifo = self._descriptors.fifo(task, path)
        return [
            "w names" if flags & os.O_CREAT else "r names",
            "w contents" if flags & os.O_TRUNC else "r contents",
            *([f"w {fifo}"] if fifo else []),
        ]

    # --- single calls ---------------------------------------------------------------------------------------

    def _fork(self, task: Task, _: tuple[int, ...]) -> list[str]:
        self._descriptors.name_all(task.process)
        return ["w pids", f"c children {task.process.pid}"]

    def _wait4_asks(self, task: Task, arguments: tuple[int, ...]) -> list[str]:
        return self._poll_children(task.process, signed(arguments[0]))

    def _waitid_asks(self, task: Task, _: tuple[int, ...]) -> list[str]:
        return self._poll_children(task.process, 0)

    def _sigaction(self, task: Task, arguments: tuple[int, ...]) -> list[str]:
        return [f"w action {task.process.pid}"] if arguments[0] == signal.SIGCHLD else []

    def _sigprocmask(self, task: Task, arguments: tuple[int, ...]) -> list[str]:
        raw = ptrace.read_memory(task.tid, arguments[1], _SET_BYTES)
        changed = struct.unpack("=Q", raw)[0] if len(raw) == _SET_BYTES else ~0
        concerns_children = changed >> (signal.SIGCHLD - 1) & 1 or self._catches(task.process.pid, signal.SIGCHLD)
        return [f"w action {task.process.pid}"] if concerns_children else []

    def _getppid(self, task: Task, _: tuple[int, ...]) -> list[str]:
        return [f"r parent {task.process.pid}"]

    def _prctl(self, task: Task, arguments: tuple[int, ...]) -> list[str]:
        if arguments[0] == kernel.PR_SET_PDEATHSIG:
            self._death_signals[task.process.pid] = signed(arguments[1])
            return [f"r parent {task.process.pid}"]
        return ["w subreaper"] if arguments[0] == kernel.PR_SET_CHILD_SUBREAPER else []

    def _pidfd_open(self, task: Task, arguments: tuple[int, ...]) -> list[str]:
        return [f"r life {signed(arguments[0])}"]

    def _catches(self, pid: int, number: int) -> bool:
        """Whether the process has a handler for the signal, or blocks it."""
        process = self._table.by_pid.get(pid)
        if process is None or process.zombie:
            return False
        try:
            status = read_status(process.host_pid)
        except ProcessLookupError:
            return False
        return bool((int(status["SigCgt"], 16) | int(status["SigBlk"], 16)) >> (number - 1) & 1)


_Reader = Callable[[Accesses, Task, tuple[int, ...]], list[str]]


def _always(*accesses: str) -> _Reader:
    return lambda _, __, ___: list(accesses)


_OTHERS: dict[str, _Reader] = {
    **dict.fromkeys(FORKS, Accesses._fork),
    "wait4": Accesses._wait4_asks,
    "waitid": Accesses._waitid_asks,
    "rt_sigaction": Accesses._sigaction,
    "rt_sigprocmask": Accesses._sigprocmask,
    "getppid": Accesses._getppid,
    "prctl": Accesses._prctl,
    "pidfd_open": Accesses._pidfd_open,
    **dict.fromkeys(("setpgid", "setsid"), _always("w groups")),
    **dict.fromkeys(("getpgid", "getpgrp", "getsid"), _always("r groups")),
    **dict.fromkeys(("setpriority", "sched_setaffinity"), _always("w priority")),
    **dict.fromkeys(("getpriority", "sched_getaffinity"), _always("r priority")),
    "futex": _always("w memory"),
}
