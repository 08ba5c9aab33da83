"""What descriptors and paths lead to, as far as several processes can meet there.

A pipe is known by its inode, however often its descriptor was duplicated; so is a file. Most files are in the
sandbox's read-only tree, where processes meet only if they share an open file (`open(2)`), with its offset.

Names mean the same in all runs that have come the same way, although the kernel gives a pipe another inode in each:
a pipe is called after the process that made it, before anybody else can have it.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections import Counter
from pathlib import Path

from demos.recording import Stream
from demos.worker import kernel, ptrace, syscalls
from demos.worker.processes import ProcessTable, Task, Tracee
from demos.worker.sandbox import HOME

_AT_FDCWD = -100
_PATH_BYTES = 4096
_KCMP_FILE = 0
_MOST_DESCRIPTORS = 1024


class Descriptors:
    """Names the open files of a run's processes.

    Args:
        streams: the outputs, by the inodes of their pipes.
    """

    def __init__(self, table: ProcessTable, streams: dict[int, Stream]) -> None:
        self._table = table
        self._streams = streams
        self._of_sandbox = set(streams)  # Pipes whose other end nobody of the program has.
        self._writable: int | None = None  # The device of the files that a program can change.
        self._names: dict[tuple[int, int], str] = {}
        self._made: Counter[int] = Counter()  # How many of those names each process has given.

    def begin(self, first: Tracee) -> None:
        """The program's first process makes its first call, in `HOME`, with the streams that the sandbox gave
        it.
        """
        if self._writable is not None:
            return
        status = self.status(first, 0)
        if status is not None:
            self._of_sandbox.add(status.st_ino)
        self._writable = Path(f"/proc/{first.host_pid}/cwd").stat().st_dev

    def status(self, process: Tracee, descriptor: int) -> os.stat_result | None:
        """What `fstat(2)` would tell the process; None when the descriptor is not open."""
        try:
            return Path(f"/proc/{process.host_pid}/fd/{descriptor}").stat()
        except OSError:
            return None

    def stream(self, process: Tracee, descriptor: int) -> Stream | None:
        """The output that a descriptor leads to."""
        status = self.status(process, descriptor)
        return None if status is None else self._streams.get(status.st_ino)

    def touched(self, process: Tracee, descriptor: int, mode: str, of_contents: str = "r") -> list[str]:
        """The accesses of a call on a descriptor; none when nobody else can meet it there.

        `mode` is that on the object itself, `of_contents` that on what all files hold and say of themselves.
        """
        status = self.status(process, descriptor)
        if status is None:
            return []
        if (stream := self._streams.get(status.st_ino)) is not None:
            return [f"{mode} {stream}"]
        kind = stat.S_IFMT(status.st_mode)
        if kind in (stat.S_IFREG, stat.S_IFDIR) and status.st_dev == self._writable:
            contents = "contents" if kind == stat.S_IFREG else "names"
            return [f"{mode} {self._name(process, status)}", f"{of_contents} {contents}"]
        if kind in (stat.S_IFREG, stat.S_IFDIR, stat.S_IFCHR):
            return [f"{mode} {self._name(process, status)}"] if self._is_shared(process, descriptor, status) else []
        target = self._target(process, descriptor)
        if "[eventpoll]" in target:
            watched = self._field(process, descriptor, "tfd")
            return [access for fd in watched for access in self.touched(process, int(fd), mode)]
        if "pidfd" in target:
            return [f"r child {pid}" for pid in self._field(process, descriptor, "NSpid")[-1:]]
        return [f"{mode} {self._name(process, status)}"]

    def name_all(self, process: Tracee) -> None:
        """The process is about to share what it has open with a child: from then on, either may be first to use
        it.
        """
        for descriptor in sorted(self.open_ones(process)):
            status = self.status(process, descriptor)
            if status is not None:
                self._name(process, status)

    def closing(self, process: Tracee, descriptors: list[int]) -> list[str]:
        """The accesses of closing descriptors: those of pipes, whose other end notices, and of locked files."""
        found = []
        for descriptor in descriptors:
            status = self.status(process, descriptor)
            if status is None or status.st_ino in self._of_sandbox:
                continue
            if stat.S_ISFIFO(status.st_mode) or (
                stat.S_ISREG(status.st_mode) and self._field(process, descriptor, "lock")
            ):
                found.append(
                    f"c {self._name(process, status)}"
                )  # Closings commute: the last one is whichever comes last.
        return sorted(set(found))

    def open_ones(self, process: Tracee, *, only_closed_by_exec: bool = False) -> list[int]:
        """The open descriptors of a process."""
        try:
            found = [int(entry) for entry in os.listdir(f"/proc/{process.host_pid}/fd")]  # noqa: PTH208 - names do
        except OSError:
            return []
        found = found[:_MOST_DESCRIPTORS]
        if not only_closed_by_exec:
            return found
        flags = {descriptor: self._field(process, descriptor, "flags") for descriptor in found}
        return [
            descriptor for descriptor in found if flags[descriptor] and int(flags[descriptor][0], 8) & os.O_CLOEXEC
        ]

    def process(self, process: Tracee, descriptor: int) -> int | None:
        """The PID of the process that a pidfd is of."""
        found = self._field(process, descriptor, "NSpid")
        return int(found[-1]) if found else None

    def path(self, task: Task, address: int, directory: int = _AT_FDCWD) -> str:
        """The path that a call names, absolute; empty when it names none, or is not to be read."""
        text = ptrace.read_memory(task.tid, address, _PATH_BYTES).partition(b"\0")[0] if address else b""
        if not text:
            return ""
        path = os.fsdecode(text)
        if not path.startswith("/"):
            host_pid = task.process.host_pid
            base = f"/proc/{host_pid}/cwd" if directory == _AT_FDCWD else f"/proc/{host_pid}/fd/{directory}"
            try:
                path = f"{os.readlink(base)}/{path}"  # noqa: PTH115 - not resolved any further
            except OSError:
                return ""
        return posixpath.normpath(path)

    def is_writable(self, process: Tracee, descriptor: int) -> bool:
        """Whether it is of a file that a program can change."""
        status = self.status(process, descriptor)
        return status is not None and status.st_dev == self._writable

    def is_shared(self, process: Tracee, descriptor: int) -> bool:
        """Whether another process has the same open file, by whatever descriptor."""
        status = self.status(process, descriptor)
        return status is not None and self._is_shared(process, descriptor, status)

    def fifo(self, task: Task, path: str) -> str | None:
        """The named pipe at a path of the program's own, as an object; None when there is none."""
        if not path.startswith(HOME):
            return None
        try:
            status = Path(f"/proc/{task.process.host_pid}/root{path}").stat()
        except OSError:
            return None
        return self._name(task.process, status) if stat.S_ISFIFO(status.st_mode) else None

    def _is_shared(self, process: Tracee, descriptor: int, status: os.stat_result) -> bool:
        for other in self._table.by_pid.values():
            if other is process or other.zombie:
                continue
            for its in self.open_ones(other):
                known = self.status(other, its)
                if known is None or (known.st_dev, known.st_ino) != (status.st_dev, status.st_ino):
                    continue
                number = syscalls.NUMBERS["kcmp"]
                if kernel.libc.syscall(number, process.host_pid, other.host_pid, _KCMP_FILE, descriptor, its) <= 0:
                    return True  # Or the kernel does not tell.
        return False

    def _target(self, process: Tracee, descriptor: int) -> str:
        try:
            return os.readlink(f"/proc/{process.host_pid}/fd/{descriptor}")  # noqa: PTH115 - it names no path
        except OSError:
            return ""

    def _field(self, process: Tracee, descriptor: int, key: str) -> list[str]:
        """The first words of the lines with that key in fdinfo (`proc(5)`); of NSpid, all words."""
        try:
            lines = Path(f"/proc/{process.host_pid}/fdinfo/{descriptor}").read_text(encoding="ascii").splitlines()
        except OSError:
            return []
        found = [line.partition(":")[2].split() for line in lines if line.partition(":")[0].strip() == key]
        return [word for words in found for word in (words if key == "NSpid" else words[:1])]

    def _name(self, process: Tracee, status: os.stat_result) -> str:
        """The object's name; one that has none yet is the process's own."""
        if status.st_dev == self._writable:
            return f"file {status.st_ino}"
        if stat.S_IFMT(status.st_mode) in (stat.S_IFREG, stat.S_IFDIR, stat.S_IFCHR):
            return f"file {status.st_dev}:{status.st_ino}"
        key = (status.st_dev, status.st_ino)
        if key not in self._names:
            self._names[key] = f"pipe {process.pid}.{self._made[process.pid]}"
            self._made[process.pid] += 1
        return self._names[key]
