"""What an operation touches that others can notice: the ground on which an exploration says that two commute.

An access is a mode and an object (`demos.recording.Operation`); to a stream, the mode of a write is ``=`` and a
digest of its text, because equal texts look the same in either order. Two operations of different processes are
independent unless they touch one object and at least one of them changes it: then either order gives the same.
Where the truth is not known exactly, more is named than is touched, which only costs runs.

Objects: ``stdout``, ``stderr``; ``file DEV:INODE`` (pipes too); ``pids`` (the order in which PIDs are given out);
``birth PID`` (a child's first operation comes after its fork); ``end PID`` (its exit, which a wait may block for);
``child PID`` (whether it is a zombie, for those who only ask);
``children PID`` (which of its children are zombies); ``life PID`` (can it be signalled?); ``parent PID`` (what its
getppid says); ``signals PID`` (pending, masked, handled); ``groups``; ``subreaper``; ``names`` (of files);
``memory`` (that processes share); ``clock`` (which jumps when all wait, if sleeps are trusted).
"""

from __future__ import annotations

import os
import select
import signal
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

from demos.recording import INIT, Stream
from demos.worker import ptrace
from demos.worker.demands import Demand, Demands, signed
from demos.worker.processes import ProcessTable, Task, Tracee, read_status
from demos.worker.ptrace import SyscallEntry

_CAUSES = ("birth ", "end ")
_MOST_COMPARED_BYTES = 65536
READ, CHANGE, COMMUTE = "r", "w", "c"

FORKS = frozenset({"fork", "vfork", "clone"})
_EXITS = frozenset({"exit", "exit_group"})
_KILLS = frozenset({"kill", "tkill", "tgkill", "rt_sigqueueinfo"})
_WRITES = frozenset({"write", "writev", "pwrite64", "pwritev", "sendfile", "splice", "ftruncate"})
_LOCKS = frozenset({"flock", "fcntl"})
_OWN_SIGNALS = frozenset(
    {
        "rt_sigaction",
        "rt_sigprocmask",
        "rt_sigtimedwait",
        "rt_sigsuspend",
        "rt_sigpending",
        "pause",
        "alarm",
        "setitimer",
    }
)
_GROUPS = frozenset({"setpgid", "setsid"})
_CLOSES = frozenset({"close", "dup2", "dup3"})
_NAMES = frozenset({"open", "openat", "unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat"})


def conflict(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two operations with these accesses may give something else in the other order, or have but one."""
    return any(_conflicts(one, other))


def race(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether they conflict, and could come in either order: a birth or an end always comes first."""
    return any(not what.startswith(_CAUSES) for what in _conflicts(one, other))


def _conflicts(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[str]:
    modes = {what: mode for mode, _, what in (access.partition(" ") for access in one)}
    for access in other:
        mode, _, what = access.partition(" ")
        if what in modes and (mode == CHANGE or mode != modes[what]):
            yield what


class Accesses:
    """Tells what the operations of a run touch."""

    def __init__(
        self, table: ProcessTable, demands: Demands, streams: dict[int, Stream], *, coarse_waits: bool
    ) -> None:
        self._table = table
        self._demands = demands
        self._streams = streams
        self._of_sandbox = set(streams)  # Pipes whose other end is the tracer's.
        self._coarse_waits = coarse_waits

    def began(self, first: Tracee) -> None:
        """The program's first process has been born, with the standard streams that the sandbox gave it."""
        status = self._status(first, 0)
        if status is not None:
            self._of_sandbox.add(status.st_ino)

    def of(
        self, task: Task, name: str, entry: SyscallEntry, demand: Demand | None, *, drops_result: bool
    ) -> tuple[str, ...]:
        """What the call touches that the task is about to make, in the state that the run is in."""
        # A signal that comes sooner or later meets the task before or behind this operation.
        return (*self._of(task, name, entry, demand, drops_result), f"r signals {task.process.pid}")

    def _of(
        self, task: Task, name: str, entry: SyscallEntry, demand: Demand | None, drops_result: bool
    ) -> tuple[str, ...]:
        pid = task.process.pid
        arguments = entry.arguments
        if demand is not None and demand.children is not None:
            return self._wait(task.process, demand.children[0], coarse=self._coarse_waits and drops_result)
        if name == "wait4" or name == "waitid":
            return self._poll_children(task.process, signed(arguments[0]) if name == "wait4" else -1)
        if name == "write" and (stream := self._stream(task.process, signed(arguments[0]))):
            text = ptrace.read_memory(task.tid, arguments[1], min(arguments[2], _MOST_COMPARED_BYTES))
            return (f"={zlib.crc32(text):08x}{len(text)} {stream}",)
        if name in _WRITES:
            return (self._file(task.process, signed(arguments[2] if name == "splice" else arguments[0]), CHANGE),)
        if name == "read" or name in _LOCKS:
            return (self._file(task.process, signed(arguments[0]), CHANGE),)
        if name in _CLOSES:
            return (self._file(task.process, signed(arguments[0 if name == "close" else 1]), CHANGE),)
        if name in FORKS:
            return ("w pids",)
        if name in _EXITS:
            return self._exit(task) if len(task.process.tasks) == 1 or name == "exit_group" else ("w memory",)
        if name in _KILLS:
            return self._kill(signed(arguments[0]), signed(arguments[1]))
        if name in _OWN_SIGNALS:
            return (f"w signals {pid}",)
        if name == "getppid":
            return (f"r parent {pid}",)
        if name in _GROUPS:
            return ("w groups",)
        if name == "prctl":
            return ("w subreaper",)
        if name in _NAMES:
            return ("w names",)
        if name == "futex":
            return ("w memory",)
        if demand is not None:
            return tuple(
                self._file(task.process, descriptor, READ if events & select.POLLIN else CHANGE)
                for descriptor, events in demand.descriptors
            )
        return ()

    def _wait(self, process: Tracee, target: int, *, coarse: bool) -> tuple[str, ...]:
        matching = self._demands.matching(process, target)
        reaped = next((child for child in matching if child.zombie), None)
        touched = [f"r end {reaped.pid}", f"w life {reaped.pid}"] if reaped else []
        if target <= 0:
            touched.append(f"{COMMUTE if coarse else CHANGE} children {process.pid}")
        if target == 0 or target < -1:
            touched.append("r groups")
        return tuple(touched)

    def _poll_children(self, process: Tracee, target: int) -> tuple[str, ...]:
        if target > 0:
            return (f"w child {target}",)
        return (
            f"w children {process.pid}",
            *(f"r child {c.pid}" for c in self._table.children(process.pid)),
            "r groups",
        )

    def _exit(self, task: Task) -> tuple[str, ...]:
        process = task.process
        touched = [f"w end {process.pid}", f"w child {process.pid}", "r subreaper", "r groups"]
        touched += [f"w parent {child.pid}" for child in self._table.children(process.pid)]
        if process.parent == INIT:
            touched.append(f"w life {process.pid}")  # Reaped at once.
        else:
            touched.append(f"{COMMUTE if self._coarse_waits else CHANGE} children {process.parent}")
            if self._handles(process.parent, signal.SIGCHLD):
                touched.append(f"w signals {process.parent}")
        return tuple(touched + self._open_files(process))

    def _handles(self, pid: int, number: int) -> bool:
        process = self._table.by_pid.get(pid)
        if process is None or process.zombie:
            return False
        try:
            status = read_status(process.host_pid)
        except ProcessLookupError:
            return False
        bit = 1 << (number - 1)
        return bool((int(status["SigCgt"], 16) | int(status["SigBlk"], 16)) & bit)

    def _kill(self, target: int, number: int) -> tuple[str, ...]:
        targets = [target] if target > 0 else [pid for pid in self._table.by_pid if pid != INIT]
        touched = [f"r life {pid}" for pid in targets]
        if number:
            touched += [f"w signals {pid}" for pid in targets]
        if number == signal.SIGKILL:
            for pid in targets:
                process = self._table.by_pid.get(pid)
                if process is not None and not process.zombie:
                    first = next(iter(process.tasks.values()), None)
                    touched += self._exit(first) if first is not None else []
                    touched = [access for access in touched if access != f"r life {pid}"]
        return tuple(touched if target > 0 else [*touched, "r groups"])

    def _open_files(self, process: Tracee) -> list[str]:
        """The pipes that the end of a process closes; output apart, which nobody reads."""
        found = []
        try:
            descriptors = os.listdir(f"/proc/{process.host_pid}/fd")  # noqa: PTH208 - names are enough
        except OSError:
            return []
        for descriptor in descriptors:
            status = self._status(process, int(descriptor))
            if status is not None and stat.S_ISFIFO(status.st_mode) and status.st_ino not in self._of_sandbox:
                found.append(f"w file {status.st_dev}:{status.st_ino}")
        return found

    def _stream(self, process: Tracee, descriptor: int) -> Stream | None:
        status = self._status(process, descriptor)
        return None if status is None else self._streams.get(status.st_ino)

    def _file(self, process: Tracee, descriptor: int, mode: str) -> str:
        status = self._status(process, descriptor)
        if status is None:
            return f"r life {process.pid}"  # Not open: concerns nobody.
        stream = self._streams.get(status.st_ino)
        return f"{mode} {stream}" if stream else f"{mode} file {status.st_dev}:{status.st_ino}"

    def _status(self, process: Tracee, descriptor: int) -> os.stat_result | None:
        try:
            return Path(f"/proc/{process.host_pid}/fd/{descriptor}").stat()
        except OSError:
            return None

    def concerns_others(self, process: Tracee, name: str, entry: SyscallEntry) -> bool:
        """Whether a call of `_CLOSES` closes an end of a pipe that is not the output's."""
        if name not in _CLOSES:
            return True
        status = self._status(process, signed(entry.arguments[0 if name == "close" else 1]))
        return status is not None and stat.S_ISFIFO(status.st_mode) and status.st_ino not in self._of_sandbox
