"""The tracer's model: which processes and tasks a run has, who is whose parent, and what each is doing.

Processes are known by the PID that the program sees, tasks (threads are tasks too) by the id that the tracer's own
namespace gives them. /proc is read where the kernel reports nothing: births, and new parents of orphans.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from demos.recording import INIT, Event, Process, State, Stream
from demos.worker.ptrace import SyscallEntry

_STATES: dict[str, State] = {
    psutil.STATUS_RUNNING: "running",
    psutil.STATUS_WAKING: "running",
    psutil.STATUS_SLEEPING: "sleeping",
    psutil.STATUS_IDLE: "sleeping",
    psutil.STATUS_PARKED: "sleeping",
    psutil.STATUS_DISK_SLEEP: "disk-sleep",
    psutil.STATUS_STOPPED: "stopped",
    psutil.STATUS_ZOMBIE: "zombie",
    psutil.STATUS_DEAD: "dead",
}


@dataclass(eq=False, slots=True)
class Tracee:
    """One process of a run. `code` and `signal` are its ending, once it has one."""

    pid: int
    host_pid: int
    parent: int
    name: str
    tasks: dict[int, Task] = field(default_factory=dict)
    discards_children: bool = False  # ignores SIGCHLD, or SA_NOCLDWAIT: its children never become zombies.
    subreaper: bool = False
    stopped: bool = False
    stop_unreported: bool = False  # Its parent has not heard of the latest stop yet (WUNTRACED), ...
    continue_unreported: bool = False  # ... or of the latest continuation (WCONTINUED).
    ended: bool = False
    zombie: bool = False
    code: int | None = None
    signal: int | None = None
    line: int | None = None  # That its main thread ends on.
    seen: psutil.Process | None = None

    @property
    def latest_tid(self) -> int:
        """Its youngest task: the first one may have ended before the others, and its /proc then tells nothing."""
        return next(reversed(self.tasks), self.host_pid)


@dataclass(eq=False, slots=True)
class Task:
    """One thread of a process, and the system call that it is in, as far as the tracer follows it."""

    tid: int
    process: Tracee
    number: int  # Its id as the program knows it; of a process's first task, the PID.
    entry: SyscallEntry | None = None
    doing: str = ""  # What it may block in, as a Process says it.
    began: Event | None = None  # The Wait or Sleep that the call was recorded as.
    interrupted: bool = False  # The kernel will restart the call.
    writes_to: Stream | None = None
    stopped_by: int = 0  # The signal that has stopped it, while it is stopped.
    forking: bool = False  # In a fork whose child is not known yet.
    path: str = ""  # What its execve names, ...
    line: int | None = None  # ... and where the program calls it: afterwards nobody can tell.
    looks_at: int | None = None  # Whose state in /proc its read shows.


@dataclass(frozen=True, slots=True)
class Birth:
    """What /proc says of a new task: the process's PIDs here and in the program's namespace, and the parent."""

    host_pid: int
    pid: int
    number: int
    host_parent: int


def read_birth(tid: int) -> Birth:
    """Identify a task that has just been made.

    Raises:
        ProcessLookupError: it is gone already.
    """
    fields = read_status(tid)
    leader = int(fields["Tgid"])
    number = int(fields["NSpid"].split()[-1])
    pid = number if leader == tid else int(read_status(leader)["NSpid"].split()[-1])
    return Birth(leader, pid, number, int(fields["PPid"]))


class Status:
    """The fields of /proc/TID/status by name (`proc(5)`); of some sixty, a reader wants two or three."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = f"\n{text}"

    def __getitem__(self, name: str) -> str:
        key = f"\n{name}:\t"
        start = self._text.find(key)
        if start < 0:
            raise KeyError(name)
        start += len(key)
        return self._text[start : self._text.find("\n", start)]


def read_status(tid: int) -> Status:
    """The fields of /proc/TID/status.

    Raises:
        ProcessLookupError: the task is gone.
    """
    try:
        with open(f"/proc/{tid}/status", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - hot
            return Status(file.read())
    except FileNotFoundError:
        raise ProcessLookupError(tid) from None


def exists(process: Tracee) -> bool:
    """Whether the kernel still has the process, be it as a zombie."""
    return Path(f"/proc/{process.host_pid}").exists()


def read_name(host_pid: int) -> str:
    """The command name of a process, as ps(1) shows it; empty when it is gone."""
    try:
        return Path(f"/proc/{host_pid}/comm").read_text(encoding="utf-8", errors="replace").rstrip("\n")
    except (FileNotFoundError, ProcessLookupError):
        return ""


class ProcessTable:
    """All processes of a run that have not been reaped, and all their tasks."""

    def __init__(self) -> None:
        self.held: Callable[[Tracee], bool] = lambda _: False
        """Whether a process is stopped by the tracer alone, which is then known without asking /proc."""
        self.by_pid: dict[int, Tracee] = {}
        self.tasks: dict[int, Task] = {}
        self._by_host_pid: dict[int, Tracee] = {}

    def add(self, tid: int, birth: Birth) -> Task:
        """Enter a new task; a thread joins its process, any other is a new process."""
        process = self._by_host_pid.get(birth.host_pid)
        if process is None:
            parent = self._by_host_pid.get(birth.host_parent)
            process = Tracee(
                pid=birth.pid,
                host_pid=birth.host_pid,
                parent=parent.pid if parent else 0,
                name=read_name(birth.host_pid),
            )
            self.by_pid[process.pid] = self._by_host_pid[process.host_pid] = process
        task = Task(tid, process, birth.number)
        process.tasks[tid] = self.tasks[tid] = task
        return task

    def knows(self, tid: int) -> bool:
        """Whether there is such a task, or a zombie whose first task it was."""
        return tid in self.tasks or tid in self._by_host_pid

    def remove_task(self, task: Task) -> None:
        """A task is no more; its process may still be a zombie."""
        self.tasks.pop(task.tid, None)
        task.process.tasks.pop(task.tid, None)

    def remove(self, process: Tracee) -> None:
        """A process has been reaped: its PID is free."""
        self.by_pid.pop(process.pid, None)
        self._by_host_pid.pop(process.host_pid, None)

    def children(self, pid: int) -> list[Tracee]:
        """The processes whose parent is `pid`, by PID."""
        return sorted((p for p in self.by_pid.values() if p.parent == pid), key=lambda p: p.pid)

    def kernel_parent(self, process: Tracee) -> int:
        """The PID of the parent that the kernel names now, 0 when it has none here.

        Raises:
            ProcessLookupError: the process is gone.
        """
        parent = self._by_host_pid.get(int(read_status(process.host_pid)["PPid"]))
        return parent.pid if parent else 0

    def adopter(self, orphan: Tracee) -> int:
        """The PID of who gets an orphan: the nearest living subreaper among its ancestors, else init."""
        ancestor = self.by_pid.get(orphan.parent)
        while ancestor is not None and not (ancestor.subreaper and not ancestor.ended):
            ancestor = self.by_pid.get(ancestor.parent)
        return ancestor.pid if ancestor is not None else INIT

    def living(self) -> int:
        """How many processes of the program there are, zombies included."""
        return len(self.by_pid) - (INIT in self.by_pid)

    def rows(self) -> tuple[Process, ...]:
        """The process tree as it would be without a tracer, by PID."""
        return tuple(self.row(process) for _, process in sorted(self.by_pid.items()))

    def row(self, process: Tracee) -> Process:
        """One row of the process tree."""
        return _row(process, self.held(process))


def _row(process: Tracee, held: bool) -> Process:
    doing = next((task.doing for task in process.tasks.values() if task.doing), "")
    state: State
    if process.zombie:
        state, doing = "zombie", ""
    elif process.ended:
        state, doing = "exiting", ""
    elif process.stopped:
        state = "stopped"
    elif held:
        state = "sleeping" if doing else "running"
    else:
        state = _state_without_tracer(process, bool(doing))
        doing = doing if state != "running" else ""
    return Process(pid=process.pid, ppid=process.parent, name=process.name, state=state, doing=doing)


def _state_without_tracer(process: Tracee, blocks: bool) -> State:
    """What /proc would say without a tracer, whose stops hide what the process is about to do."""
    try:
        if process.seen is None:
            process.seen = psutil.Process(process.host_pid)
        status = process.seen.status()
        if status == psutil.STATUS_ZOMBIE:  # Its first thread has ended, before the others or a moment ago.
            status = psutil.Process(process.latest_tid).status()
    except psutil.NoSuchProcess:
        return "dead"
    if status == psutil.STATUS_TRACING_STOP:
        return "sleeping" if blocks else "running"
    state = _STATES.get(status, "running")
    return "running" if state == "zombie" else state  # Its end is yet to be heard of.
