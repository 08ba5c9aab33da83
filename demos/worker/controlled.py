"""The controlled order: one task runs at a time, from one visible operation to the next; a scheduler says whose.

Between two operations a task touches nothing that others could notice, so it is let run to its next one at once;
there it is parked, stopped at the begin of the call. When all tasks are parked, or asleep in the kernel, the steps
that are possible are put to the `Scheduler`, the clock moves to the chosen one's moment, and it is done. A call
that would block stays parked until it would not; a call whose wake-up only the kernel knows (a futex, a lock, a
socket) is let in, and its task counts as blocked while the kernel lets it sleep.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass

from demos.recording import INIT, Blocked, Limits
from demos.worker import auxv, proc, ptrace, steering, syscalls
from demos.worker.clock import MICROSECOND, SECOND, RealClock, VirtualClock
from demos.worker.demands import Demand, Demands
from demos.worker.emulation import Emulation
from demos.worker.pipes import PipeEnds
from demos.worker.processes import Task, Tracee
from demos.worker.schedule import Action, ExploringScheduler, Scheduler, Step
from demos.worker.serial import SerialTracer
from demos.worker.tracer import Loaded

# What operations cost on the virtual clock, so that time passes plausibly and nobody can stop it.
_OPERATION = 20 * MICROSECOND
_COSTS = {
    "fork": 80 * MICROSECOND,
    "vfork": 80 * MICROSECOND,
    "clone": 80 * MICROSECOND,
    "execve": 2000 * MICROSECOND,
    "exit_group": 100 * MICROSECOND,
    "sched_yield": 500 * MICROSECOND,
}
_BIRTH = 400 * MICROSECOND  # A child's first step comes later than its parent's next: what one usually sees.

_LONGEST_SECONDS = 600  # Of program time.
_LATE_WAKEUP_SECONDS = 0.05  # How long a run is watched in which all sleep in the kernel, before it is a deadlock.

_QUIET = frozenset({"getpid", "rt_sigaction"}) | syscalls.COUNTED - {"fcntl"}  # Nobody else can notice these.
_MOST_ENDS = 16  # Of the descriptors that a poll waits for, how many are told in a deadlock.


@dataclass(eq=False, slots=True)
class Parked:
    """A task at the begin of a call."""

    entry: ptrace.SyscallEntry
    name: str
    demand: Demand | None
    since: int
    waiting: bool = False  # Its wait has been recorded.


class ControlledTracer(SerialTracer):
    """Runs one task at a time, in the order that the scheduler chooses."""

    def __init__(
        self,
        loaded: Loaded,
        limits: Limits,
        clock: RealClock | VirtualClock,
        scheduler: Scheduler | ExploringScheduler,
        seed: int,
    ) -> None:
        super().__init__(loaded, limits, clock)
        self._scheduler = scheduler
        self._demands = Demands(self.table, clock)
        self._emulation = Emulation(clock, seed)
        self._parked: dict[Task, Parked] = {}
        self._ready_at: dict[Task, int] = {}
        self._signals_possible: set[Tracee] = set()
        self._restart_code: dict[Task, int] = {}  # Calls called off for a signal, and how they are to go on.
        self._timed_out: set[Task] = set()

    @property
    def choices(self) -> list[int]:
        return self._scheduler.choices

    def seconds(self) -> float:
        if self.bound == "cpu-time" and self.recorder.events:
            # How often a computation was interrupted before its bound differs from run to run; its length does not.
            return round(self.recorder.events[-1].t + self._limits.cpu_seconds, 6)
        return super().seconds()

    # --- arriving at a call ---------------------------------------------------------------------------------

    def _at_call(self, task: Task, entry: ptrace.SyscallEntry) -> None:
        self._preempting.discard(task)  # It came to a call before it heard; the stop that follows changes nothing.
        name = syscalls.NAMES.get(entry.number, "")
        answer = self._emulation.answer(task, name, entry.arguments)
        if answer is not None:
            self._answer(task, answer)
        elif name in _QUIET:
            self._resume(task, to_exit=self._calls.enter(task, entry))
        else:
            self._park(task, name, entry)

    def _park(self, task: Task, name: str, entry: ptrace.SyscallEntry) -> None:
        demand = self._demands.of(task, name, entry.arguments)
        since = max(self._time.nanoseconds, self._ready_at.get(task, 0))
        self._parked[task] = Parked(entry, name, demand, since)

    def _answer(self, task: Task, result: int) -> None:
        """The call that is about to begin returns `result`, and the kernel never sees it."""
        steering.answer(task.tid, result)
        if isinstance(self._time, VirtualClock) and self._time.is_being_watched:
            self._preempted.add(task)
        else:
            self._resume(task)

    # --- choosing -------------------------------------------------------------------------------------------

    def _step(self, began: float) -> None:
        """Do one of the steps that are possible now; if there is none, the program is deadlocked."""
        for task, parked in list(self._parked.items()):
            if task.process.pid != INIT:
                continue
            if parked.demand is None or self._demands.met(task, parked.demand):
                self._perform(task, parked)  # The init reaps at once, in every order.
                return
            self._wait_begins(task, parked)
        steps = self._steps()
        if not steps:
            self._stuck()
            return
        step = self._choose(steps)
        if step is None:
            return
        if step.when > _LONGEST_SECONDS * SECOND:
            self.end_by("wall-time")
            return
        self._pass_time(step.when, began)
        self._do(step)

    def _choose(self, steps: list[Step]) -> Step | None:
        """Whose turn it is; None when nobody is to go on."""
        assert isinstance(self._scheduler, Scheduler)  # noqa: S101 - an exploration chooses by itself
        return self._scheduler.choose(steps, self._time.nanoseconds)

    def _moment(self, deadline: int) -> int:
        """When a call whose time is up at `deadline` may return for that."""
        return deadline

    def _pass_time(self, until: int, began: float) -> None:
        if not self._time.virtual:
            left = self._limits.wall_seconds - (time.monotonic() - began)
            time.sleep(max(0.0, min(left, (until - self._time.nanoseconds) / SECOND)))
        self._time.advance_to(until)

    def _held_tasks(self) -> set[Task]:
        return super()._held_tasks() | self._parked.keys()

    def _steps(self) -> list[Step]:
        steps = [step for task, parked in self._parked.items() if (step := self._parked_step(task, parked))]
        now = self._time.nanoseconds
        steps += [
            Step(now, task.number, Action.CONTINUE, task) for task in self._preempted if task not in self._running
        ]
        for task, deadline in self._asleep.items():
            if deadline is not None:
                steps.append(Step(self._moment(deadline), task.number, Action.EXPIRE, task))
        for when, pid in self._emulated_timers():
            steps.append(Step(self._moment(when), -pid, Action.ALARM, process=self.table.by_pid[pid]))
        return steps

    def _emulated_timers(self) -> list[tuple[int, int]]:
        return [(when, pid) for when, pid in self._emulation.due(self._has_alarm) if pid in self.table.by_pid]

    def _has_alarm(self, pid: int) -> bool:
        process = self.table.by_pid.get(pid)
        return process is not None and proc.has_pending(process.host_pid, signal.SIGALRM)

    def _parked_step(self, task: Task, parked: Parked) -> Step | None:
        """What the parked task could do next, and from when on; None while it can only wait."""
        process = task.process
        if process.stopped or process.pid == INIT:
            return None
        if process in self._signals_possible and proc.interruption(task):
            return Step(self._time.nanoseconds, task.number, Action.SIGNAL, task)
        return self._own_step(task, parked)

    def _own_step(self, task: Task, parked: Parked) -> Step | None:
        """What the parked task could do next by itself, no signal being on its way to it."""
        since = parked.since if self._scheduler.timed else 0
        if parked.demand is None or self._demands.met(task, parked.demand):
            return Step(since, task.number, Action.PERFORM, task)
        if not parked.waiting and self._may_be_late(task, parked):
            return Step(since, task.number, Action.BLOCK, task)
        self._wait_begins(task, parked)
        deadline = parked.demand.deadline
        return None if deadline is None else Step(self._moment(deadline), task.number, Action.EXPIRE, task)

    def _may_be_late(self, task: Task, parked: Parked) -> bool:
        """Whether it matters when a call that will wait begins: a signal that comes before is lost on it."""
        return parked.demand is not None and parked.demand.signals is not None

    def _wait_begins(self, task: Task, parked: Parked) -> None:
        if not parked.waiting:
            parked.waiting = True
            self._calls.blocked(task, parked.entry)

    def _stuck(self) -> None:
        """Nobody can go on. Whoever sleeps in the kernel gets a last chance to wake up by himself."""
        deadline = time.monotonic() + (_LATE_WAKEUP_SECONDS if self._asleep else 0)
        while time.monotonic() < deadline:
            if self._settling():
                return
            time.sleep(_LATE_WAKEUP_SECONDS / 50)
        stuck = [process for _, process in sorted(self.table.by_pid.items()) if process.pid != INIT]
        ends = PipeEnds(stuck)
        self.deadlock = tuple(
            Blocked(pid=process.pid, doing=task.doing, waits_for=self._waits_for(task, ends))
            for process in stuck
            for task in process.tasks.values()
        )

    def _done(self) -> bool:
        return bool(self.deadlock) or super()._done()

    def _waits_for(self, task: Task, ends: PipeEnds) -> tuple[int, ...]:
        parked = self._parked.get(task)
        entry = parked.entry if parked else task.entry  # A write larger than the pipe's room sleeps in the kernel.
        if entry is None:
            return ()
        demand = self._demands.of(task, syscalls.NAMES.get(entry.number, ""), entry.arguments)
        if demand is None:
            return ()
        if demand.children is not None:
            return tuple(child.pid for child in self._demands.matching(task.process, demand.children[0]))
        watched = demand.descriptors[:_MOST_ENDS]
        return tuple(sorted({pid for fd, _ in watched for pid in ends.opposite(task.process, fd)}))

    # --- doing ----------------------------------------------------------------------------------------------

    def _do(self, step: Step) -> None:
        if step.action is Action.ALARM:
            assert step.process is not None  # noqa: S101 - as made in `_steps`
            self._alarm(step.process)
            return
        task = step.task
        assert task is not None  # noqa: S101 - as made in `_steps`
        if step.action is Action.CONTINUE:
            self._preempted.discard(task)
            self._resume(task)
            return
        parked = self._parked.get(task)
        if parked is None:
            self._time_out_in_kernel(task)
        elif step.action is Action.SIGNAL:
            self._call_off(task, parked)
        elif step.action is Action.BLOCK:
            self._wait_begins(task, parked)
        elif step.action is Action.EXPIRE:
            self._expire(task, parked)
        else:
            self._perform(task, parked)

    def _leave_parking(self, task: Task, parked: Parked) -> None:
        del self._parked[task]
        self._time.look_away()
        cost = _COSTS.get(parked.name, _OPERATION) if self._scheduler.timed else 0
        self._ready_at[task] = self._time.nanoseconds + cost
        if parked.name in ("kill", "tkill", "tgkill", "exit", "exit_group") or "sig" in parked.name:
            self._others_may_move = True
            self._signals_possible.update(self.table.by_pid.values())

    def _perform(self, task: Task, parked: Parked) -> None:
        """Let the kernel do the call."""
        self._leave_parking(task, parked)
        by_kernel = parked.demand is not None and parked.demand.by_kernel
        if parked.waiting:
            matters = True
        elif parked.name in steering.POLLS:
            matters = False  # It returns at once: nothing to tell.
        else:
            matters = self._calls.enter(task, parked.entry)
        if self.bound is not None:
            return
        if by_kernel and parked.demand is not None and parked.demand.deadline is not None:
            steering.without_timeout(task.tid, parked.name)
        self._resume(task, to_exit=matters or by_kernel)
        if by_kernel:
            self._enter_kernel(task, parked)

    def _enter_kernel(self, task: Task, parked: Parked) -> None:
        """Let the task into a call that may sleep there, and see whether it does."""
        if task.entry is None:
            task.entry = parked.entry
        self._let_go(*self._resumable.pop())
        while True:
            found = ptrace.wait(task.tid, os.WNOHANG)
            if found is not None:
                self._take(*found)
                return
            if proc.sleeps(task.tid):
                deadline = parked.demand.deadline if parked.demand else None
                self._asleep[task] = deadline
                self._fell_asleep(task)
                return
            if proc.state(task.tid) in ("Z", ""):
                return
            os.sched_yield()

    def _expire(self, task: Task, parked: Parked) -> None:
        """The time of a parked call is up."""
        self._leave_parking(task, parked)
        if parked.name in steering.EXPIRED:
            self._calls.leave(task, steering.EXPIRED[parked.name])
            self._answer(task, steering.EXPIRED[parked.name])
            return
        steering.without_waiting(task.tid, parked.name)
        self._resume(task, to_exit=True)

    def _time_out_in_kernel(self, task: Task) -> None:
        self._asleep[task] = None
        self._timed_out.add(task)
        with contextlib.suppress(ProcessLookupError):
            ptrace.interrupt(task.tid)

    def _call_off(self, task: Task, parked: Parked) -> None:
        """Take the task out of its call, so that a pending signal is delivered; the kernel restarts the call.

        A call that has begun to wait is interrupted, as `signal(7)` says of it; one that has not is simply later
        than the signal.
        """
        self._leave_parking(task, parked)
        self._restart_code[task] = self._restart_of(task, parked)
        task.entry = parked.entry
        steering.call_off(task.tid)
        self._resume(task, to_exit=True)

    def _restart_of(self, task: Task, parked: Parked) -> int:
        """How the call goes on when the signal has been delivered (`steering.restart`)."""
        if not parked.waiting:
            return steering.RESTART_ALWAYS
        if parked.name in steering.RESTARTED_WITHOUT_HANDLER:
            return steering.RESTART_NO_HANDLER
        return steering.RESTART_SYS

    def _call_ended(self, task: Task) -> None:
        code = self._restart_code.pop(task, None)
        if code is not None and task.entry is not None:
            steering.restart(task.tid, task.entry.number, code)
            if code in (steering.RESTART_ALWAYS, steering.INTERRUPTED):
                task.entry = None
        elif task in self._timed_out and task.entry is not None:
            self._timed_out.discard(task)
            steering.timed_out(task.tid, syscalls.NAMES[task.entry.number])
        super()._call_ended(task)

    def _alarm(self, process: Tracee) -> None:
        self._emulation.fired(process.pid)
        self._signals_possible.add(process)
        self._others_may_move = True
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.host_pid, signal.SIGALRM)

    # --- what the common part reports -----------------------------------------------------------------------

    def _born(self, creator: Task, tid: int, call: str) -> None:
        super()._born(creator, tid, call)
        task = self.table.tasks.get(tid)
        if task is not None:
            self._begin_late(task)

    def _load(self, task: Task) -> None:
        super()._load(task)
        self._begin_late(task)

    def _begin_late(self, task: Task) -> None:
        if self._scheduler.timed:
            self._ready_at[task] = self._time.nanoseconds + _BIRTH

    def _executed(self, task: Task, code: int) -> None:
        for former in task.process.tasks.values():
            self._forget(former)
        if self._time.virtual:
            auxv.make_steady(task.tid)
        super()._executed(task, code)

    def _stop_others(self, process: Tracee) -> None:
        super()._stop_others(process)
        for task in process.tasks.values():
            if (parked := self._parked.get(task)) is not None:
                self._call_off(task, parked)

    def _forget(self, task: Task) -> None:
        super()._forget(task)
        self._timed_out.discard(task)
        for by_task in (self._parked, self._ready_at, self._restart_code):
            by_task.pop(task, None)

    def _task_ended(self, task: Task, status: int) -> None:
        super()._task_ended(task, status)
        self._signals_possible.discard(task.process)
        if (parent := self.table.by_pid.get(task.process.parent)) is not None:
            self._signals_possible.add(parent)
