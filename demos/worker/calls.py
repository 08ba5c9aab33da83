"""What each traced system call means for the Recording: one small function for its begin, one for its end.

`enter` is called when a task is about to make a call, `leave` with its result. The kernel does the call in between;
only the size of a write to the output is touched, so that the pipe never fills.
"""

from __future__ import annotations

import errno
import os
import select
import signal
import struct
from collections.abc import Callable
from pathlib import Path

from demos.recording import INIT, Bound, Call, Error, Event, Kill, Limits, Reap, Reparent, Sleep, Stream, Wait, Wake
from demos.worker import kernel, ptrace, syscalls
from demos.worker.clock import Clock
from demos.worker.demands import ready, signed
from demos.worker.disguise import disguise, shown_process
from demos.worker.processes import ProcessTable, Task, Tracee, exists, read_name
from demos.worker.ptrace import SyscallEntry
from demos.worker.recorder import Recorder

_RESTARTS = frozenset({512, 513, 514, 516})  # ERESTARTSYS and kin: seen by tracers only.
_FAIL_OFTEN = frozenset({"futex", "flock", "fcntl"})  # To be told to try again is part of their use.
_P_ALL, _P_PID, _P_PGID = 0, 1, 2
_SA_NOCLDWAIT = 2
_CLONE_THREAD = 0x10000
_SI_PID = 16  # In a siginfo_t of a 64-bit system.
_SI_USER = 0  # Sent by kill(2), pidfd_send_signal(2), or the kernel: sigaction(2).
_TIMER_ABSTIME = 1
_PATH_BYTES = 256
_ARGUMENTS_BYTES = 256
_OPTIONS = {
    os.WNOHANG: "WNOHANG",
    os.WUNTRACED: "WUNTRACED",
    os.WCONTINUED: "WCONTINUED",
    os.WEXITED: "WEXITED",
    os.WNOWAIT: "WNOWAIT",
}


def errno_name(number: int) -> str:
    """``ECHILD`` for 10."""
    return errno.errorcode.get(number, f"errno {number}")


class Calls:
    """Follows the system calls of all tasks of a run."""

    def __init__(
        self,
        table: ProcessTable,
        recorder: Recorder,
        outputs: dict[Stream, int],
        limits: Limits,
        clock: Clock,
        end_by: Callable[[Bound], None],
        refresh_parents: Callable[[list[Tracee]], None],
    ) -> None:
        self._table = table
        self._recorder = recorder
        self._streams = {os.fstat(descriptor).st_ino: stream for stream, descriptor in outputs.items()}
        self._limits = limits
        self._clock = clock
        self._end_by = end_by
        self._refresh_parents = refresh_parents
        self._sent: set[tuple[int, int]] = set()  # Who has asked to send which signal.

    def enter(self, task: Task, entry: SyscallEntry) -> bool:
        """A call begins. Returns whether its end matters too."""
        task.entry = entry
        name = syscalls.NAMES.get(entry.number, "")
        handler = _ENTER.get(name)
        return handler(self, task, name, entry.arguments) if handler else False

    def leave(self, task: Task, result: int) -> None:
        """The call of the latest `enter` ends with `result`, negative for -errno."""
        entry, task.entry = task.entry, None
        task.doing, began, task.began = "", task.began, None
        if entry is None:
            return
        if -result in _RESTARTS:
            task.interrupted, task.began = True, began
            return
        name = syscalls.NAMES.get(entry.number, "")
        if name == "restart_syscall" and began is None:
            return  # Of a call that is not told, as a thread's wait for another.
        handler = _LEAVE.get(name)
        if handler is not None:
            handler(self, task, name, entry.arguments, result)
        elif result < 0 and name not in _FAIL_OFTEN:
            self._failed(task, name, result)
        elif began is not None:
            self._woke(task, name, entry.arguments, 0)

    def blocked(self, task: Task, entry: SyscallEntry) -> None:
        """The call that is about to begin has to wait: record that."""
        name = syscalls.NAMES.get(entry.number, f"syscall {entry.number}")
        if name in _SAY_WHAT_THEY_WAIT_FOR:
            self.enter(task, entry)
            return
        task.entry = entry
        target = signed(entry.arguments[0]) if name in ("write", "writev") else None
        event = Wait(t=self._now(), pid=task.process.pid, call=name, target=target)
        self._blocks(task, f"{name}({'' if target is None else target})", event)

    def unblocked(self, task: Task) -> None:
        """A task goes on that waited in the kernel in a call whose end was not followed."""
        if task.began is not None and task.process.pid != INIT:
            call, line = task.began.call, task.began.line  # type: ignore[union-attr]
            self._recorder.emit(Wake(t=self._now(), pid=task.process.pid, call=call, line=line))
        task.doing, task.began, task.entry = "", None, None

    # --- helpers --------------------------------------------------------------------------------------------

    def _now(self) -> float:
        return self._recorder.now()

    def _emit(self, task: Task, event: Event) -> None:
        if task.process.pid != INIT:
            self._recorder.emit(event, task)

    def _blocks(self, task: Task, doing: str, event: Event) -> None:
        """The task is about to wait: record it, unless it only goes on waiting after an interruption."""
        task.doing = doing
        if task.interrupted and self._recorder.last_of(task.process.pid) is task.began:
            task.interrupted = False
            return
        task.interrupted = False
        task.began = event
        self._emit(task, event)

    def _failed(self, task: Task, name: str, result: int) -> None:
        self._emit(task, Error(t=self._now(), pid=task.process.pid, call=name, errno=errno_name(-result)))

    def _returned(self, task: Task, name: str, result: int) -> None:
        self._emit(task, Call(t=self._now(), pid=task.process.pid, call=name, result=result))

    def arguments_of(self, process: Tracee) -> tuple[str, ...]:
        """The command line of a process that has just executed a file: its begin, then ``…`` where it is longer."""
        with open(f"/proc/{process.host_pid}/cmdline", "rb") as file:  # noqa: PTH123 - as in `proc`
            raw = file.read(_ARGUMENTS_BYTES + 1)
        parts = [part.decode("utf-8", errors="backslashreplace") for part in raw[:_ARGUMENTS_BYTES].split(b"\0")]
        return (*parts[:-1], f"{parts[-1]}…") if len(raw) > _ARGUMENTS_BYTES else tuple(parts[:-1])

    # --- fork, exec -----------------------------------------------------------------------------------------

    def _fork(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        if task.process.pid == INIT or (name == "clone" and arguments[0] & _CLONE_THREAD):
            return True
        task.forking = True
        if (
            self._table.living() + sum(other.forking for other in self._table.tasks.values())
            > self._limits.processes
        ):
            self._end_by("processes")
            return False
        return True

    def _fork_ended(self, task: Task, name: str, arguments: tuple[int, ...], result: int) -> None:
        task.forking = False
        if result < 0:
            self._failed(task, name, result)

    def _exec(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        raw = ptrace.read_memory(task.tid, arguments[0], _PATH_BYTES)
        task.path = raw.partition(b"\0")[0].decode("utf-8", errors="backslashreplace")
        task.line = self._recorder.line(task)
        return True

    # --- waiting for children -------------------------------------------------------------------------------

    def _wait4(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        self._begin_wait(task, name, signed(arguments[0]), arguments[2])
        return True

    def _waitid(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        kind, identity = signed(arguments[0]), signed(arguments[1])
        target = {_P_ALL: -1, _P_PID: identity, _P_PGID: -identity}.get(kind)
        self._begin_wait(task, name, target, arguments[3])
        return True

    def _begin_wait(self, task: Task, name: str, target: int | None, flags: int) -> None:
        options = tuple(text for bit, text in _OPTIONS.items() if flags & bit)
        event = Wait(t=self._now(), pid=task.process.pid, call=name, target=target, options=options)
        doing = "" if flags & os.WNOHANG else f"{name}({'' if target is None else target})"
        self._blocks(task, doing, event)

    def _wait4_ended(self, task: Task, name: str, arguments: tuple[int, ...], result: int) -> None:
        if result <= 0:
            self._nothing_reaped(task, name, result)
        else:
            self._took(task, name, result)

    def _waitid_ended(self, task: Task, name: str, arguments: tuple[int, ...], result: int) -> None:
        if result < 0:
            self._nothing_reaped(task, name, result)
            return
        if arguments[2]:
            info = ptrace.read_memory(task.tid, arguments[2] + _SI_PID, 4)
            child = struct.unpack("=i", info)[0] if len(info) == 4 else 0
        else:
            child = self._gone_child(task.process)
        if not child or arguments[3] & os.WNOWAIT:
            self._returned(task, name, child)
        else:
            self._took(task, name, child)

    def _gone_child(self, process: Tracee) -> int:
        """The zombie that a waitid which tells nobody whom it reaped has reaped, 0 for none."""
        zombies = [child for child in self._table.children(process.pid) if child.zombie]
        return next((child.pid for child in zombies if not exists(child)), 0)

    def _nothing_reaped(self, task: Task, name: str, result: int) -> None:
        if result == 0:
            self._returned(task, name, 0)
        else:
            self._failed(task, name, result)

    def _took(self, task: Task, name: str, pid: int) -> None:
        """A wait call returned the PID of a child: reaped, or only reported as stopped or continued."""
        child = self._table.by_pid.get(pid)
        if child is None:
            self._returned(task, name, pid)
            return
        if not child.zombie:
            child.stop_unreported = child.continue_unreported = False
            self._returned(task, name, pid)
            return
        if child.parent != task.process.pid:
            self._refresh_parents([child])
        if child.parent != task.process.pid:  # Adopted and reaped before anybody could ask for its new parent.
            old, child.parent = child.parent, task.process.pid
            self._recorder.emit(Reparent(t=self._now(), pid=pid, old=old, new=child.parent))
        self._table.remove(child)
        event = Reap(t=self._now(), pid=task.process.pid, child=pid, code=child.code, signal=child.signal)
        self._recorder.emit(event, task)

    # --- sleeping and blocking ------------------------------------------------------------------------------

    def _nanosleep(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        self._sleep(task, name, self._timespec(task, arguments[0]))
        return True

    def _clock_nanosleep(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        nanoseconds = self._timespec(task, arguments[2])
        if nanoseconds is not None and arguments[1] & _TIMER_ABSTIME:
            nanoseconds = max(0, nanoseconds - self._clock.read(signed(arguments[0])))
        self._sleep(task, name, nanoseconds)
        return True

    def _sleep_without_limit(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        self._sleep(task, name, None)
        return True

    def _restart(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        if isinstance(task.began, Sleep):
            seconds = task.began.seconds
            self._sleep(task, task.began.call, None if seconds is None else round(seconds * 1e9))
        return True

    def _sleep(self, task: Task, name: str, nanoseconds: int | None) -> None:
        # Up to the millisecond: what was asked for, without what passed on the way into the call. Python asks for a
        # nanosecond more than a float such as 0.2 says, to be sure.
        asked = None if nanoseconds is None else -((1 - nanoseconds) // 1_000_000) / 1000
        event = Sleep(t=self._now(), pid=task.process.pid, call=name, seconds=asked)
        self._blocks(task, f"{name}({'' if asked is None else f'{asked:g}'})", event)

    def _timespec(self, task: Task, address: int) -> int | None:
        """A struct timespec of the program, in nanoseconds; None where there is none."""
        raw = ptrace.read_memory(task.tid, address, 16) if address else b""
        if len(raw) < 16:
            return None
        seconds, nanoseconds = struct.unpack("=qq", raw)
        return int(seconds * 1_000_000_000 + nanoseconds)

    def _poll(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        event = Wait(t=self._now(), pid=task.process.pid, call=name)
        self._blocks(task, f"{name}()", event)
        return True

    def _woke(self, task: Task, name: str, arguments: tuple[int, ...], result: int) -> None:
        if result < 0:
            self._failed(task, name, result)
        else:
            self._emit(task, Wake(t=self._now(), pid=task.process.pid, call=name))

    def _read(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        descriptor = signed(arguments[0])
        task.looks_at = shown_process(task.process, descriptor)
        if task.looks_at is not None or ready(task.process, ((descriptor, select.POLLIN),)):
            return task.looks_at is not None
        event = Wait(t=self._now(), pid=task.process.pid, call=name, target=descriptor)
        self._blocks(task, f"{name}({descriptor})", event)
        return True

    def _read_ended(self, task: Task, name: str, arguments: tuple[int, ...], result: int) -> None:
        looked_at, task.looks_at = task.looks_at, None
        if looked_at is None:
            self._woke(task, name, arguments, result)
            return
        seen = self._table.by_pid.get(looked_at)
        if seen is None or result <= 0:
            return
        text = ptrace.read_memory(task.tid, arguments[1], result)
        shown = disguise(text, self._table.row(seen).state)
        if shown != text:
            ptrace.write_memory(task.tid, arguments[1], shown)
            registers = ptrace.Registers(task.tid)
            registers.set_result(len(shown))
            registers.store()

    # --- identity, signals ----------------------------------------------------------------------------------

    def _matters_at_its_end(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        return True

    def _value(self, task: Task, name: str, arguments: tuple[int, ...], result: int) -> None:
        if name == "getppid" and result != task.process.parent:
            self._refresh_parents([task.process])
        self._returned(task, name, result)

    def sender(self, number: int, info: ptrace.SignalInfo) -> int:
        """Who sent the signal `number`, 0 for the kernel.

        The kernel names a process for what it sends on its own as well: for SIGPIPE the one that writes, for a
        parent-death signal the parent. Those have not asked for it.
        """
        by_kernel = info.code > _SI_USER or (info.code == _SI_USER and (info.sender, number) not in self._sent)
        return 0 if by_kernel else info.sender

    def _kill(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        target, number = signed(arguments[0]), signed(arguments[2 if name == "tgkill" else 1])
        self._sent.add((task.process.pid, number))
        self._emit(task, Kill(t=self._now(), pid=task.process.pid, target=target, signal=number))
        return True

    def _pidfd_send_signal(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        self._sent.add((task.process.pid, signed(arguments[1])))
        return True

    def _prctl_ended(self, task: Task, name: str, arguments: tuple[int, ...], result: int) -> None:
        if arguments[0] == kernel.PR_SET_NAME:
            task.process.name = read_name(task.process.host_pid)
        elif result == 0 and arguments[0] == kernel.PR_SET_CHILD_SUBREAPER:
            task.process.subreaper = bool(arguments[1])
            self._returned(task, f"prctl(PR_SET_CHILD_SUBREAPER, {signed(arguments[1])})", result)

    def _sigaction_ended(self, task: Task, name: str, arguments: tuple[int, ...], result: int) -> None:
        concerns_children = arguments[0] == signal.SIGCHLD and arguments[1]
        raw = ptrace.read_memory(task.tid, arguments[1], 16) if concerns_children else b""
        if result == 0 and len(raw) == 16:
            handler, flags = struct.unpack("=QQ", raw)
            task.process.discards_children = handler == signal.SIG_IGN or bool(flags & _SA_NOCLDWAIT)

    # --- output ---------------------------------------------------------------------------------------------

    def _write(self, task: Task, name: str, arguments: tuple[int, ...]) -> bool:
        descriptor = signed(arguments[2] if name == "splice" else arguments[0])
        task.writes_to = self._stream(task, descriptor)
        return task.writes_to is not None

    def _stream(self, task: Task, descriptor: int) -> Stream | None:
        """Which output a descriptor leads to; a pipe is known by its inode, however often it was duplicated."""
        try:
            return self._streams.get(Path(f"/proc/{task.tid}/fd/{descriptor}").stat().st_ino)
        except OSError:
            return None

    def _write_ended(self, task: Task, name: str, arguments: tuple[int, ...], result: int) -> None:
        stream, task.writes_to = task.writes_to, None
        if result < 0:
            self._failed(task, name, result)
        elif stream is not None and result:
            self._recorder.wrote(task, stream, result)


_Enter = Callable[[Calls, Task, str, tuple[int, ...]], bool]
_Leave = Callable[[Calls, Task, str, tuple[int, ...], int], None]

_ENTER: dict[str, _Enter] = {
    **dict.fromkeys(("fork", "vfork", "clone"), Calls._fork),
    **dict.fromkeys(("execve", "execveat"), Calls._exec),
    "wait4": Calls._wait4,
    "waitid": Calls._waitid,
    "nanosleep": Calls._nanosleep,
    "clock_nanosleep": Calls._clock_nanosleep,
    **dict.fromkeys(("pause", "rt_sigsuspend"), Calls._sleep_without_limit),
    "restart_syscall": Calls._restart,
    **dict.fromkeys(
        ("select", "pselect6", "poll", "ppoll", "epoll_wait", "epoll_pwait", "epoll_pwait2", "rt_sigtimedwait"),
        Calls._poll,
    ),
    "read": Calls._read,
    **dict.fromkeys(("write", "writev", "pwrite64", "pwritev", "sendfile", "splice"), Calls._write),
    **dict.fromkeys(("kill", "tkill", "tgkill", "rt_sigqueueinfo"), Calls._kill),
    "pidfd_send_signal": Calls._pidfd_send_signal,
    **dict.fromkeys(
        (
            "getpid",
            "getppid",
            "setsid",
            "setpgid",
            "prctl",
            "rt_sigaction",
            "rt_tgsigqueueinfo",
        ),
        Calls._matters_at_its_end,
    ),
}

_SAY_WHAT_THEY_WAIT_FOR = _ENTER.keys() - {"write", "writev", "futex", "flock", "fcntl"}

_LEAVE: dict[str, _Leave] = {
    **dict.fromkeys(("fork", "vfork", "clone"), Calls._fork_ended),
    "wait4": Calls._wait4_ended,
    "waitid": Calls._waitid_ended,
    **dict.fromkeys(
        (
            "nanosleep",
            "clock_nanosleep",
            "pause",
            "rt_sigsuspend",
            "restart_syscall",
            "select",
            "pselect6",
            "poll",
            "ppoll",
            "epoll_wait",
            "epoll_pwait",
            "epoll_pwait2",
            "rt_sigtimedwait",
        ),
        Calls._woke,
    ),
    "read": Calls._read_ended,
    **dict.fromkeys(("write", "writev", "pwrite64", "pwritev", "sendfile", "splice"), Calls._write_ended),
    **dict.fromkeys(("getpid", "getppid", "setsid", "setpgid"), Calls._value),
    "prctl": Calls._prctl_ended,
    "rt_sigaction": Calls._sigaction_ended,
}
