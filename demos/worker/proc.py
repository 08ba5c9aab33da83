"""What /proc says of a task at this moment (`proc(5)`); outdated at once, unless the task is held."""

from __future__ import annotations

import contextlib
import os
import signal
from enum import Enum, auto

import psutil

from demos.recording import SignalAction
from demos.worker import ptrace
from demos.worker.processes import Task, read_status

IGNORED_BY_DEFAULT = frozenset({signal.SIGCHLD, signal.SIGURG, signal.SIGWINCH})
STOPS = frozenset({signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU})


def state(tid: int) -> str:
    """The state letter of a task (`proc(5)`), empty when it is gone."""
    try:
        with open(f"/proc/{tid}/stat", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - hot
            return file.read().rpartition(")")[2][1]
    except OSError:
        return ""


def sleeps(tid: int) -> bool:
    """Whether a task sleeps in the kernel until somebody wakes it.

    Its state alone does not tell: it reads S already while the task still looks whether it has to sleep, and a busy
    machine may halt it right there. The kernel names the call only of a task that has left the processor.
    """
    return state(tid) == "S" and entry_of(tid) is not None


def cpu_nanoseconds(tid: int) -> int:
    """How long a task has been on a processor; 0 where the kernel does not count it."""
    try:
        with open(f"/proc/{tid}/schedstat", encoding="ascii") as file:  # noqa: PTH123 - as above
            return int(file.read().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def entry_of(tid: int) -> ptrace.SyscallEntry | None:
    """The call that a task sleeps in, where the filter does not trace it."""
    try:
        with open(f"/proc/{tid}/syscall", encoding="ascii") as file:  # noqa: PTH123 - as above
            fields = file.read().split()
        return ptrace.SyscallEntry(int(fields[0]), tuple(int(field, 16) for field in fields[1:7]))
    except (OSError, ValueError, IndexError):
        return None


def made_by(task: Task) -> list[int]:
    """A task's children, where the kernel lists them (CONFIG_PROC_CHILDREN), and all threads of its process."""
    leader = task.process.host_pid
    found: list[int] = []
    with contextlib.suppress(OSError):
        found += map(int, os.listdir(f"/proc/{leader}/task"))  # noqa: PTH208 - as above
        found += _listed_children(leader, task.tid)
    return sorted(found)


def only_child(pid: int) -> int:
    """The child of a process with one thread and one child.

    Raises:
        ProcessLookupError: it has none.
    """
    try:
        found = _listed_children(pid, pid)
    except FileNotFoundError:  # A kernel without CONFIG_PROC_CHILDREN.
        found = [child.pid for child in psutil.Process(pid).children()]
    if not found:
        raise ProcessLookupError(pid)
    return found[0]


def _listed_children(pid: int, tid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{tid}/children", encoding="ascii") as file:  # noqa: PTH123 - as above
        return [int(child) for child in file.read().split()]


def has_pending(host_pid: int, number: int) -> bool:
    """Whether a signal is on its way to a process as a whole."""
    try:
        return bool(int(read_status(host_pid)["ShdPnd"], 16) & 1 << (number - 1))
    except ProcessLookupError:
        return False


def action(tid: int, number: int) -> SignalAction:
    """What a signal does that is about to be delivered to a task (`signal(7)`).

    Raises:
        ProcessLookupError: the task is gone.
    """
    status = read_status(tid)
    bit = 1 << (number - 1)
    if int(status["SigCgt"], 16) & bit:
        return "handled"
    if int(status["SigIgn"], 16) & bit or number in IGNORED_BY_DEFAULT:
        return "ignored"
    if number == signal.SIGCONT:
        return "continues"
    return "stops" if number in STOPS else "ends"


class Interruption(Enum):
    """What the signals that are on their way to a task will do."""

    HANDLED = auto()
    STOPS = auto()
    ENDS = auto()


def interruption(task: Task) -> Interruption | None:
    """The worst that a signal which is pending for the task, and not blocked, will do; None when nothing will."""
    worst = None
    for number, caught in _coming(task):
        if caught or number == signal.SIGCONT:
            worst = worst or Interruption.HANDLED
        elif number in STOPS:
            worst = Interruption.STOPS if worst is not Interruption.ENDS else worst
        elif number not in IGNORED_BY_DEFAULT:
            worst = Interruption.ENDS
    return worst


def ignores_coming(task: Task) -> bool:
    """Whether a signal is pending only because the task is traced: it is to be ignored, so the kernel drops it."""
    return any(not caught and number in IGNORED_BY_DEFAULT for number, caught in _coming(task, ignored=True))


def _coming(task: Task, *, ignored: bool = False) -> list[tuple[int, bool]]:
    """The pending signals that are not blocked, and whether the task has a handler for each.

    Those that it ignores are left out or, with `ignored`, told as SIGCHLD.
    """
    try:
        status = read_status(task.tid)
    except ProcessLookupError:
        return []
    pending = (int(status["SigPnd"], 16) | int(status["ShdPnd"], 16)) & ~int(status["SigBlk"], 16)
    caught, ignores = int(status["SigCgt"], 16), int(status["SigIgn"], 16)
    found = []
    for number in range(1, 65):
        bit = 1 << (number - 1)
        if pending & bit and (ignored or not ignores & bit):
            found.append((signal.SIGCHLD if ignores & bit else number, bool(caught & bit)))
    return found
