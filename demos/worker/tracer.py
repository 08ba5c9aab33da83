"""The tracer: hears of every stop of every task of a run, keeps the model up to date, and lets the task go on.

What the kernel reports (`ptrace(2)`) is dealt with here; what a system call means is in `calls`. Processes run as
the kernel schedules them, in real time: a stopped task is resumed as soon as its stop has been recorded.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque
from collections.abc import Callable

from demos.recording import (
    INIT,
    Bound,
    Continue,
    Exec,
    Exit,
    Fork,
    Limits,
    Reap,
    Reparent,
    Signal,
    Start,
    Stop,
    Stream,
    Zombie,
)
from demos.worker import ptrace, usage
from demos.worker.calls import Calls
from demos.worker.processes import ProcessTable, Task, Tracee, read_birth, read_name, read_status
from demos.worker.recorder import Recorder

_STOP_SIGNALS = frozenset({signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU})
_IGNORED_BY_DEFAULT = frozenset({signal.SIGCHLD, signal.SIGURG, signal.SIGWINCH})
_TICK_SECONDS = 0.01
_FORK_CALLS = {ptrace.EVENT_FORK: "fork", ptrace.EVENT_VFORK: "vfork", ptrace.EVENT_CLONE: "clone"}


class Tracer:
    """Traces everything below the sandbox's init, which must be seized and running already.

    Args:
        init: the init's PID in the tracer's own namespace.
        outputs: the read end of each stream's pipe, non-blocking.
    """

    def __init__(self, init: int, limits: Limits, outputs: dict[Stream, int]) -> None:
        self.table = ProcessTable()
        self.recorder = Recorder(limits, outputs, self.table.rows)
        self.bound: Bound | None = None
        self.first: Tracee | None = None
        self._init = init
        self._limits = limits
        self._accounts = usage.Accounts()
        self._newborn: set[int] = set()  # Stopped before the fork that made them was reported.
        self._awaited: set[int] = set()  # Reported by a fork, not stopped yet.
        self._writer: Task | None = None  # Only one writes to the output at a time, so each byte's writer is known.
        self._writers: deque[Task] = deque()
        self._calls = Calls(self.table, self.recorder, outputs, limits, self.end_by, self.refresh_parents)
        self.table.add(init, read_birth(init))

    def run(self) -> None:
        """Trace until no process of the program is left, or a bound ends the run."""
        deadline = time.monotonic() + self._limits.wall_seconds
        next_look = 0.0
        while not self._done():
            now = time.monotonic()
            if now >= next_look:
                next_look = now + self._check_bounds(now, deadline)
            try:
                found = ptrace.wait(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if found is None:
                signal.sigtimedwait({signal.SIGCHLD}, _TICK_SECONDS)
                continue
            with contextlib.suppress(ProcessLookupError):  # SIGKILL may take a task between its stop and our look.
                self._heard(*found)

    def end_by(self, bound: Bound) -> None:
        """End the run because it reached `bound`."""
        self.bound = self.bound or bound

    def _done(self) -> bool:
        return self.bound is not None or (self.first is not None and not self.table.living())

    def _check_bounds(self, now: float, deadline: float) -> float:
        """End the run when it has used up a bound; returns the seconds until the next look."""
        if now >= deadline:
            self.end_by("wall-time")
        usage_now = self._accounts.measure(self.table.by_pid.values(), self._limits.memory_bytes)
        if usage_now.cpu_seconds > self._limits.cpu_seconds:
            self.end_by("cpu-time")
        if usage_now.memory_bytes > self._limits.memory_bytes:
            self.end_by("memory")
        if self.recorder.flooded:
            self.end_by("output")
        cost = time.monotonic() - now
        return max(_TICK_SECONDS, 5 * cost)

    def _heard(self, tid: int, status: int) -> None:
        task = self.table.tasks.get(tid)
        if not os.WIFSTOPPED(status):
            if task is not None:
                self._task_ended(task, status)
            return
        if task is None:
            self._newborn.add(tid)
            return
        number = os.WSTOPSIG(status)
        event = status >> 16
        if event == ptrace.EVENT_STOP and tid in self._awaited:
            self._awaited.discard(tid)
            ptrace.cont(tid)
        elif event:
            self._on_event[event](self, task, number)
        elif number == signal.SIGTRAP | ptrace.SYSCALL_STOP:
            self._calls.leave(task, ptrace.syscall_result(tid))
            self._next_writer(task)
            ptrace.cont(tid)
        else:
            self._signalled(task, number)

    # --- births ---------------------------------------------------------------------------------------------

    def _made(self, task: Task, call: str) -> None:
        child = ptrace.event_message(task.tid)
        self._born(task.process.pid, child, call)
        ptrace.cont_to_exit(task.tid)

    def _born(self, creator: int, tid: int, call: str) -> None:
        stopped_already = tid in self._newborn
        self._newborn.discard(tid)
        with contextlib.suppress(ProcessLookupError):
            task = self.table.add(tid, read_birth(tid))
            if stopped_already:
                ptrace.cont(tid)
            else:
                self._awaited.add(tid)
            if len(task.process.tasks) == 1:
                self._process_born(task.process, creator, call)

    def _process_born(self, process: Tracee, creator: int, call: str) -> None:
        if creator == INIT:
            self.first = process
            self.recorder.restart_clock()
            self.recorder.emit(Start(t=0.0, pid=process.pid, name=process.name))
            return
        maker = self.table.by_pid.get(creator)
        process.discards_children = maker is not None and maker.discards_children
        self.recorder.emit(Fork(t=self.recorder.now(), pid=creator, child=process.pid, call=call))

    # --- other events ---------------------------------------------------------------------------------------

    def _forked(self, task: Task, _: int) -> None:
        self._made(task, "fork")

    def _vforked(self, task: Task, _: int) -> None:
        task.doing = "vfork()"
        self._made(task, "vfork")

    def _cloned(self, task: Task, _: int) -> None:
        self._made(task, "clone")

    def _executed(self, task: Task, _: int) -> None:
        process = task.process
        former = self.table.tasks.get(ptrace.event_message(task.tid), task)
        for other in list(process.tasks.values()):
            if other.tid != process.host_pid:  # An exec leaves only the leader, whichever thread called it.
                self.table.remove_task(other)
        task.entry, task.doing = None, ""
        process.name = read_name(process.host_pid)
        self.recorder.emit(
            Exec(t=self.recorder.now(), pid=process.pid, path=former.path, argv=self._calls.arguments_of(process))
        )
        ptrace.cont(task.tid)

    def _exiting(self, task: Task, _: int) -> None:
        process = task.process
        if len(process.tasks) == 1:
            self._accounts.closing(process)
            self._record_exit(process, ptrace.event_message(task.tid))
        elif task.tid == process.host_pid:
            self._keep_status(process, ptrace.event_message(task.tid))
        ptrace.cont(task.tid)

    def _seccomp(self, task: Task, _: int) -> None:
        if not self._calls.enter(task, ptrace.syscall_entry(task.tid)):
            if self.bound is None:
                ptrace.cont(task.tid)
        elif task.writes_to is not None and self._writer is not None:
            self._writers.append(task)
        else:
            if task.writes_to is not None:
                self._writer = task
            ptrace.cont_to_exit(task.tid)

    def _next_writer(self, done: Task) -> None:
        """Let the next task write, if `done` was the one that did."""
        if self._writer is not done:
            return
        self._writer = None
        while self._writers and self._writer is None:
            task = self._writers.popleft()
            with contextlib.suppress(ProcessLookupError):
                ptrace.cont_to_exit(task.tid)
                self._writer = task

    def _stopped(self, task: Task, number: int) -> None:
        process = task.process
        if number in _STOP_SIGNALS:
            if not process.stopped:
                process.stopped = True
                self.recorder.emit(Stop(t=self.recorder.now(), pid=process.pid, signal=number))
            ptrace.listen(task.tid)
            return
        if process.stopped:
            process.stopped = False
            self.recorder.emit(Continue(t=self.recorder.now(), pid=process.pid))
        ptrace.cont(task.tid)

    _on_event: dict[int, Callable[[Tracer, Task, int], None]] = {  # noqa: RUF012 - a constant table
        ptrace.EVENT_FORK: _forked,
        ptrace.EVENT_VFORK: _vforked,
        ptrace.EVENT_CLONE: _cloned,
        ptrace.EVENT_EXEC: _executed,
        ptrace.EVENT_EXIT: _exiting,
        ptrace.EVENT_SECCOMP: _seccomp,
        ptrace.EVENT_STOP: _stopped,
    }

    def _signalled(self, task: Task, number: int) -> None:
        """A signal is about to be delivered: record what it will do, and let it."""
        if task.process.pid != INIT:
            self._record_signal(task, number)
        ptrace.cont(task.tid, number)

    def _record_signal(self, task: Task, number: int) -> None:
        status = read_status(task.tid)
        bit = 1 << (number - 1)
        if int(status["SigCgt"], 16) & bit:
            action = "handled"
        elif int(status["SigIgn"], 16) & bit or number in _IGNORED_BY_DEFAULT:
            action = "ignored"
        elif number == signal.SIGCONT:
            action = "continues"
        elif number in _STOP_SIGNALS:
            action = "stops"
        else:
            action = "ends"
        if number == signal.SIGCHLD and action == "ignored":
            return  # Each death of a child sends one; where nobody listens it tells nothing.
        info = ptrace.signal_info(task.tid)
        sent_by_process = info.code <= 0
        self.recorder.emit(
            Signal(
                t=self.recorder.now(),
                pid=task.process.pid,
                signal=number,
                sender=info.sender if sent_by_process else 0,
                action=action,  # type: ignore[arg-type]  # one of the literals above
            )
        )

    # --- deaths ---------------------------------------------------------------------------------------------

    def _task_ended(self, task: Task, status: int) -> None:
        process = task.process
        self.table.remove_task(task)
        self._next_writer(task)
        if task.tid != process.host_pid:
            return  # A thread: the process goes on, or its leader's end follows.
        if process.pid == INIT:
            return
        self._record_exit(process, status)
        self.refresh_parents(self.table.children(process.pid))
        parent = self.table.by_pid.get(process.parent)
        if parent is not None and parent.discards_children:
            self.table.remove(process)
            self.recorder.emit(
                Reap(
                    t=self.recorder.now(),
                    pid=parent.pid,
                    child=process.pid,
                    code=process.code,
                    signal=process.signal,
                    auto=True,
                )
            )
            return
        process.zombie = True
        self.recorder.emit(Zombie(t=self.recorder.now(), pid=process.pid, parent=process.parent))

    def _record_exit(self, process: Tracee, status: int) -> None:
        if process.ended:
            return
        if process.code is None and process.signal is None:
            self._keep_status(process, status)
        process.ended = True
        if process.pid != INIT:
            self.recorder.emit(
                Exit(t=self.recorder.now(), pid=process.pid, code=process.code, signal=process.signal)
            )

    def _keep_status(self, process: Tracee, status: int) -> None:
        if os.WIFSIGNALED(status):
            process.signal = os.WTERMSIG(status)
        else:
            process.code = os.WEXITSTATUS(status)

    def refresh_parents(self, processes: list[Tracee]) -> None:
        """Ask the kernel for the parent of each process, and record those that were given a new one."""
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                parent = self.table.kernel_parent(process)
                if parent and parent != process.parent:
                    old, process.parent = process.parent, parent
                    self.recorder.emit(Reparent(t=self.recorder.now(), pid=process.pid, old=old, new=parent))
