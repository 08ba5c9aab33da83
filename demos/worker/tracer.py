"""The tracer's common part: hears of every stop of every task and keeps the model and the Recording up to date.

What the kernel reports (`ptrace(2)`) is dealt with here; what a system call means is in `calls`. When a stopped
task goes on is up to a subclass: `natural` watches the kernel's own scheduling, `controlled` makes it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from demos.recording import (
    FIRST,
    INIT,
    Blocked,
    Bound,
    Continue,
    Exec,
    Exit,
    Fork,
    Limits,
    Operation,
    Reap,
    Reparent,
    Signal,
    Start,
    Stop,
    Stream,
    Undone,
    Zombie,
)
from demos.worker import proc, ptrace, steering, syscalls, usage
from demos.worker.calls import Calls
from demos.worker.clock import Clock
from demos.worker.lines import LineReader
from demos.worker.processes import Birth, ProcessTable, Task, Tracee, exists, read_birth, read_name
from demos.worker.quota import Quota
from demos.worker.recorder import Recorder

TICK_SECONDS = 0.01
"""How often bounds are looked at, at most."""

_CLONE_PARENT = 0x8000
_FORKS = frozenset({"fork", "vfork", "clone"})
_PATIENCE_SECONDS = 0.1

_ON_EVENT = {
    ptrace.EVENT_FORK: "_forked",
    ptrace.EVENT_VFORK: "_vforked",
    ptrace.EVENT_CLONE: "_cloned",
    ptrace.EVENT_EXEC: "_executed",
    ptrace.EVENT_EXIT: "_exiting",
    ptrace.EVENT_SECCOMP: "_seccomp",
    ptrace.EVENT_STOP: "_stopped",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A program that waits in a sealed sandbox, and what the tracer holds of it.

    `init` and `first` are the PIDs of its init and of its first process in the tracer's own namespace; both must be
    seized. `outputs`: the read end of each stream's pipe, non-blocking. `files`: the folder for the run's files, a
    file system of its own. `lines` reads which line of the program a task is on. `exhausted`: whether the kernel
    has no memory left for the run. `executes`: the program begins with an exec, not with its process.
    """

    init: int
    first: int
    outputs: dict[Stream, int]
    files: int
    lines: LineReader
    exhausted: Callable[[], bool] = lambda: False
    executes: bool = False


class Tracer:
    """Traces everything below the sandbox's init.

    A subclass decides what happens next: `run` waits for stops and passes each to `_heard`; `_at_call` and
    `_resume` are called when a task is about to make a traced call, and when it may go on.
    """

    def __init__(self, loaded: Loaded, limits: Limits, clock: Clock) -> None:
        self.table = ProcessTable()
        self.recorder = Recorder(limits, loaded.outputs, self.table.rows, clock.now, loaded.lines.line)
        self.bound: Bound | None = None
        self.deadlock: tuple[Blocked, ...] = ()
        self.redundant = False
        self._clock = clock
        self._limits = limits
        self._exhausted = loaded.exhausted
        self._executes = loaded.executes
        self.loaded = False  # Its first process is there, but has not become the program yet, ...
        self._to_begin = True  # ... or does not run it.
        self._accounts = usage.Accounts(loaded.files)
        self._quota = Quota(self.table, limits.memory_bytes, lambda: self.end_by("memory"))
        self.newborn: set[int] = set()  # Stopped before the fork that made them was reported.
        self._awaited: set[int] = set()  # Reported by a fork, not stopped yet.
        self._calls = Calls(
            self.table, self.recorder, loaded.outputs, limits, clock, self.end_by, self.refresh_parents
        )
        self.table.add(loaded.init, Birth(loaded.init, INIT, INIT, 0))
        self.first = self.table.add(loaded.first, Birth(loaded.first, FIRST, FIRST, loaded.init)).process

    @property
    def writer(self) -> Task | None:
        """Whose write to the output is in the kernel: one at a time, so that the writer of each byte is known."""
        return None

    @property
    def choices(self) -> list[int]:
        """Whose step it was wherever there was a choice; none where the kernel chose."""
        return []

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What was done, for an exploration; nothing in any other run."""
        return ()

    @property
    def undone(self) -> tuple[Undone, ...]:
        """What was not done any more (`demos.recording.Undone`), of an explored run."""
        return ()

    @property
    def unexplorable(self) -> tuple[str, ...]:
        """Why an exploration could not list everything."""
        return ()

    def seconds(self) -> float:
        """How long the program has been running, in its own time."""
        return self.recorder.now()

    def run(self) -> None:
        """Trace until no process of the program is left, or a bound ends the run."""
        raise NotImplementedError

    def _resume(self, task: Task, *, to_exit: bool = False, signal: int = 0) -> None:
        """The task may go on, to stop again at its call's end if `to_exit`, with `signal` delivered."""
        raise NotImplementedError

    def _at_call(self, task: Task, entry: ptrace.SyscallEntry) -> None:
        """The task is stopped at the begin of a traced call."""
        raise NotImplementedError

    def end_by(self, bound: Bound) -> None:
        """End the run because it reached `bound`."""
        self.bound = self.bound or bound

    def _done(self) -> bool:
        return self.bound is not None or not self.table.living()

    def _check_bounds(self, began: float) -> float:
        """End the run when it has used up a bound; returns when to look again (`time.monotonic`)."""
        now = time.monotonic()
        if self.writer is not None:
            self.recorder.collect()
        if now - began >= self._limits.wall_seconds:
            self.end_by("wall-time")
        usage_now = self._accounts.measure(
            self.table.by_pid.values(), self._quota.shared_bytes, self._limits.memory_bytes
        )
        if usage_now.cpu_seconds > self._limits.cpu_seconds:
            self.end_by("cpu-time")
        if usage_now.memory_bytes > self._limits.memory_bytes or self._exhausted():
            self.end_by("memory")
        if self.recorder.flooded:
            self.end_by("output")
        cost = time.monotonic() - now
        return now + max(TICK_SECONDS, 5 * cost)

    def _heard(self, tid: int, status: int) -> None:
        task = self.table.tasks.get(tid)
        if not os.WIFSTOPPED(status):
            self.newborn.discard(tid)
            if task is not None:
                self._task_ended(task, status)
            return
        if task is None:
            self.newborn.add(tid)
            return
        number = os.WSTOPSIG(status)
        event = status >> 16
        if event == ptrace.EVENT_STOP and tid in self._awaited:
            self._awaited.discard(tid)
            self._resume(task)
        elif event:
            getattr(self, _ON_EVENT[event])(task, number)
        elif number == signal.SIGTRAP | ptrace.SYSCALL_STOP:
            self._call_ended(task)
        else:
            self._signalled(task, number)

    def _call_ended(self, task: Task) -> None:
        if self._to_begin and task.process is self.first:
            self._begins(task.process)  # The exec failed.
        self._calls.leave(task, ptrace.syscall_result(task.tid))
        self._resume(task)

    # --- births ---------------------------------------------------------------------------------------------

    def _made(self, task: Task, call: str) -> None:
        child = ptrace.event_message(task.tid)
        task.forking = False
        self._resume(task, to_exit=True)
        self._born(task, child, call)

    def _born(self, creator: Task, tid: int, call: str) -> None:
        stopped_already = tid in self.newborn
        self.newborn.discard(tid)
        with contextlib.suppress(ProcessLookupError):
            task = self.table.add(tid, read_birth(tid))
            if len(task.process.tasks) == 1:
                self._process_born(task.process, creator, call)
            if stopped_already:
                self._resume(task)
            else:
                self._awaited.add(tid)

    def _process_born(self, process: Tracee, creator: Task, call: str) -> None:
        process.discards_children = creator.process.discards_children
        if process.parent not in (creator.process.pid, creator.process.parent):
            # It has an adopter already: the end of its first parent is yet to be heard of, and then this too.
            flags = creator.entry.arguments[0] if call == "clone" and creator.entry else 0
            process.parent = creator.process.parent if flags & _CLONE_PARENT else creator.process.pid
        event = Fork(t=self.recorder.now(), pid=creator.process.pid, child=process.pid, call=call)
        self.recorder.emit(event, creator)

    def _begins(self, process: Tracee) -> None:
        self._to_begin = False
        self._clock.start()
        self.recorder.emit(Start(t=0.0, pid=process.pid, name=process.name))

    def _born_unannounced(self, task: Task) -> None:
        """A task that ends in the midst of a fork does not report whom it has made; /proc knows."""
        call = syscalls.NAMES.get(task.entry.number, "") if task.entry else ""
        for tid in proc.made_by(task) if call in _FORKS else ():
            if not self.table.knows(tid):
                self._born(task, tid, call)

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
        if self._to_begin:
            self._begins(process)
            self._resume(task)
            return
        self.recorder.emit(
            Exec(
                t=self.recorder.now(),
                pid=process.pid,
                path=former.path,
                argv=self._calls.arguments_of(process),
                line=former.line,
            )
        )
        self._resume(task)

    def _exiting(self, task: Task, _: int) -> None:
        process = task.process
        self._last_words(task)
        self._born_unannounced(task)
        if task.tid == process.host_pid:
            process.line = self.recorder.line(task)
        if len(process.tasks) == 1:
            if self._accounts.closing(process) > self._limits.cpu_seconds:
                self.end_by("cpu-time")  # The kernel was first to see it (`demos.worker.limits`).
            elif task.tid == process.host_pid:  # Else the leader's own end, which comes last, tells the status.
                self._record_exit(process, ptrace.event_message(task.tid))
        self._resume(task)

    def _seccomp(self, task: Task, _: int) -> None:
        entry = ptrace.syscall_entry(task.tid)
        if not self.loaded and task.process is self.first:
            self._load(task)
            return
        refusal = self._quota.refusal(task, entry)
        if refusal is None:
            self._at_call(task, entry)
        else:
            steering.answer(task.tid, -refusal)
            self._resume(task)

    def _load(self, task: Task) -> None:
        """The first process makes its first call under the filter, the last before it becomes the program."""
        self.loaded = True
        task.process.name = read_name(task.process.host_pid)
        if not self._executes:
            self._begins(task.process)
        self._resume(task)

    def _stopped(self, task: Task, number: int) -> None:
        process = task.process
        if number in proc.STOPS:
            task.stopped_by = number
            self._stops(process)
            ptrace.listen(task.tid)
            return
        for other in process.tasks.values():
            other.stopped_by = 0  # What continues one thread continues them all.
        if process.stopped:
            process.stopped = process.stop_unreported = False
            process.continue_unreported = True
            self.recorder.emit(Continue(t=self.recorder.now(), pid=process.pid), task)
        self._resume(task)

    def _stops(self, process: Tracee) -> None:
        """Record that a process stops, if all its threads have: before, it may act, and its parent is not told."""
        last = next(reversed(process.tasks.values()), None)
        if last is None or process.stopped or not all(task.stopped_by for task in process.tasks.values()):
            return
        process.stopped = process.stop_unreported = True
        process.continue_unreported = False
        self.recorder.emit(Stop(t=self.recorder.now(), pid=process.pid, signal=last.stopped_by), last)

    def _signalled(self, task: Task, number: int) -> None:
        """A signal is about to be delivered: record what it will do, and let it."""
        if task.process.pid == INIT:
            self._resume(task)  # Untraced, a PID 1 would not get what it does not handle; traced, SIGSTOP stops it.
            return
        self._record_signal(task, number)
        self._resume(task, signal=number)

    def _record_signal(self, task: Task, number: int) -> None:
        action = proc.action(task.tid, number)
        if number == signal.SIGCHLD and action == "ignored":
            return  # Each death of a child sends one; where nobody listens it tells nothing.
        self.recorder.emit(
            Signal(
                t=self.recorder.now(),
                pid=task.process.pid,
                signal=number,
                sender=self._calls.sender(number, ptrace.signal_info(task.tid)),
                action=action,
            ),
            task,
        )

    def _last_words(self, task: Task) -> None:
        """A task ends; if it is killed in the midst of a write, what it has written by then is in the pipe."""
        if task.writes_to is not None and not task.process.ended:
            self.recorder.drain(task)
        task.writes_to = None

    # --- deaths ---------------------------------------------------------------------------------------------

    def _task_ended(self, task: Task, status: int) -> None:
        process = task.process
        self._last_words(task)
        self.table.remove_task(task)
        if task.tid != process.host_pid:
            self._stops(process)
            return  # A thread: the process goes on, or its leader's end follows.
        if process.pid == INIT:
            return
        self._record_exit(process, status)
        self.refresh_parents(self.table.children(process.pid))
        if self._discarded(process):
            return
        process.zombie = True
        self.recorder.emit(Zombie(t=self.recorder.now(), pid=process.pid, parent=process.parent))

    def _record_exit(self, process: Tracee, status: int) -> None:
        if process.ended:
            return
        if os.WIFSIGNALED(status):
            process.signal = os.WTERMSIG(status)
        else:
            process.code = os.WEXITSTATUS(status)
        process.ended = True
        if self._to_begin and process is self.first:
            self._begins(process)  # It did not come as far as to run the program.
        if process.pid != INIT:
            self.recorder.emit(
                Exit(
                    t=self.recorder.now(),
                    pid=process.pid,
                    code=process.code,
                    signal=process.signal,
                    line=process.line,
                )
            )

    def _discarded(self, process: Tracee) -> bool:
        """Record that the kernel threw a dead process away, if it did: its parent does not want to hear of it."""
        parent = self.table.by_pid.get(process.parent)
        if parent is None or not parent.discards_children or exists(process):
            return False
        self.table.remove(process)
        reap = Reap(
            t=self.recorder.now(),
            pid=parent.pid,
            child=process.pid,
            code=process.code,
            signal=process.signal,
            auto=True,
        )
        self.recorder.emit(reap)
        return True

    def _hear_end(self, pid: int) -> None:
        """Of a process whose orphan is heard of first: the kernel has its end ready, only not next in line."""
        process = self.table.by_pid.get(pid)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while process is not None and not process.ended and time.monotonic() < deadline:
            for tid in reversed(process.tasks.copy()):  # Its first task's end comes last.
                with contextlib.suppress(ChildProcessError):
                    if (found := ptrace.wait(tid, os.WNOHANG)) is not None:
                        self._heard(*found)

    def refresh_parents(self, processes: list[Tracee]) -> None:
        """Record those that were given a new parent, as the kernel tells."""
        for process in processes:
            parent: int | None = None
            with contextlib.suppress(ProcessLookupError):
                parent = self.table.kernel_parent(process)
            if parent not in (0, process.parent):
                self._hear_end(process.parent)
            if parent is None:  # A zombie that is gone already: reaped by its new parent, or discarded.
                parent = self.table.adopter(process)
            if parent and parent != process.parent:
                old, process.parent = process.parent, parent
                self.recorder.emit(Reparent(t=self.recorder.now(), pid=process.pid, old=old, new=parent))
            if process.zombie:
                self._discarded(process)
