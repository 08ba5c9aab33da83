"""The controlled order: one task runs at a time, from one visible operation to the next; a scheduler says whose.

Between two operations a task touches nothing that others could notice, so it is let run to its next one at once;
there it is parked, stopped at the begin of the call. When all tasks are parked, or asleep in the kernel, the steps
that are possible are put to the `Scheduler`, the clock moves to the chosen one's moment, and it is done. A call
that would block stays parked until it would not; a call whose wake-up only the kernel knows (a futex, a lock, a
socket) is let in, and its task counts as blocked while the kernel lets it sleep.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import time
from collections import deque
from dataclasses import dataclass

from demos.recording import INIT, Blocked, Limits, Stream
from demos.worker import auxv, ptrace, syscalls
from demos.worker.clock import MICROSECOND, SECOND, RealClock, VirtualClock
from demos.worker.demands import Demand, Demands
from demos.worker.emulation import Emulation
from demos.worker.lines import LineReader
from demos.worker.pipes import PipeEnds
from demos.worker.processes import Task, Tracee, read_status
from demos.worker.schedule import Action, ExploringScheduler, Scheduler, Step
from demos.worker.tracer import IGNORED_BY_DEFAULT, Tracer

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
_TICK_SECONDS = 0.005
_QUANTUM = 50_000 * MICROSECOND  # Of computing without an operation, after which the others get their turn.
_LATE_WAKEUP_SECONDS = 0.05  # How long a run is watched in which all sleep in the kernel, before it is a deadlock.

_RESTART_ALWAYS, _RESTART_NO_HANDLER, _RESTART_SYS = 513, 514, 512
_QUIET = frozenset({"getpid", "rt_sigaction"})  # Nobody else can notice these.
_SLEEPS = frozenset({"nanosleep", "clock_nanosleep"})
_POLLS = {"poll": 2, "ppoll": 2, "select": 4, "pselect6": 4, "epoll_wait": 3, "epoll_pwait": 3, "epoll_pwait2": 3}
_MILLISECOND_POLLS = frozenset({"poll", "epoll_wait", "epoll_pwait"})
_TIMEOUTS = {"futex": (3, errno.ETIMEDOUT), "rt_sigtimedwait": (2, errno.EAGAIN)}
_SCRATCH_BELOW_STACK = 512
_MOST_ENDS = 16  # Of the descriptors that a poll waits for, how many are told in a deadlock.


@dataclass(eq=False, slots=True)
class _Parked:
    """A task at the begin of a call."""

    entry: ptrace.SyscallEntry
    name: str
    demand: Demand | None
    since: int
    waiting: bool = False  # Its wait has been recorded.


class ControlledTracer(Tracer):
    """Runs one task at a time, in the order that the scheduler chooses."""

    def __init__(
        self,
        init: int,
        limits: Limits,
        outputs: dict[Stream, int],
        lines: LineReader,
        clock: RealClock | VirtualClock,
        scheduler: Scheduler | ExploringScheduler,
        seed: int,
    ) -> None:
        super().__init__(init, limits, outputs, lines, clock)
        self._time = clock
        self._scheduler = scheduler
        self._demands = Demands(self.table, clock)
        self._emulation = Emulation(clock, seed) if isinstance(clock, VirtualClock) else None
        self._running: set[Task] = set(self.table.tasks.values())
        self._resumable: deque[tuple[Task, bool, int]] = deque()
        self._parked: dict[Task, _Parked] = {}
        self._asleep: dict[Task, int | None] = {}  # In the kernel, with the deadline of the call.
        self._listening: set[Task] = set()
        self._preempting: set[Task] = set()  # Asked to stop, ...
        self._preempted: set[Task] = set()  # ... and stopped for that.
        self._ready_at: dict[Task, int] = {}
        self._signals_possible: set[Tracee] = set()
        self._restart_code: dict[Task, int] = {}  # Calls called off for a signal, and how they are to go on.
        self._timed_out: set[Task] = set()
        self._others_may_move = False  # The latest step may have killed or continued stopped tasks.
        self._computed_before: int | None = None  # By the running task, in nanoseconds; read when it takes long.

    @property
    def choices(self) -> list[int]:
        return self._scheduler.choices

    def seconds(self) -> float:
        if self.bound == "cpu-time" and self.recorder.events:
            # How often a computation was interrupted before its bound differs from run to run; its length does not.
            return round(self.recorder.events[-1].t + self._limits.cpu_seconds, 6)
        return super().seconds()

    # --- the loop -------------------------------------------------------------------------------------------

    def run(self) -> None:
        began = time.monotonic()
        next_look = 0.0
        previous = signal.signal(signal.SIGALRM, lambda *_: None)
        signal.setitimer(signal.ITIMER_REAL, _TICK_SECONDS, _TICK_SECONDS)
        try:
            while not self._done():
                if time.monotonic() >= next_look:
                    next_look = self._check_bounds(began)
                elif self._running or self._awaited:
                    self._await_stop()
                elif self._resumable:
                    self._let_go(*self._resumable.popleft())
                elif not self._settling():
                    self._step(began)
        except ChildProcessError:
            return
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)

    def _resume(self, task: Task, *, to_exit: bool = False, signal: int = 0) -> None:
        self._resumable.append((task, to_exit, signal))

    def _let_go(self, task: Task, to_exit: bool, number: int) -> None:
        if task.tid not in self.table.tasks:
            return
        if task.doing == "vfork()" and to_exit:
            self._asleep[task] = None  # Until its child execs or ends.
        else:
            self._running.add(task)
        self._computed_before = None
        with contextlib.suppress(ProcessLookupError):  # It is dying; its death will be heard.
            if to_exit:
                ptrace.cont_to_exit(task.tid, number)
            else:
                ptrace.cont(task.tid, number)

    def _await_stop(self) -> None:
        try:
            found = ptrace.wait(-1, 0)
        except InterruptedError:
            for task in list(self._running):
                self._look_at_running(task)
            return
        if found is not None:
            self._take(*found)

    def _take(self, tid: int, status: int) -> None:
        task = self.table.tasks.get(tid)
        if task is not None:
            self._running.discard(task)
            self._listening.discard(task)
            if task in self._asleep:
                del self._asleep[task]
                if os.WIFSTOPPED(status) and task.entry is None:
                    self._calls.unblocked(task)
        with contextlib.suppress(ProcessLookupError):  # SIGKILL may take a task between its stop and our look.
            self._heard(tid, status)

    def _look_at_running(self, task: Task) -> None:
        """A task has been running for a while: it computes, or sleeps in the kernel, or has ended."""
        state = _state(task.tid)
        if state == "S":
            if _state(task.tid) == "S":
                self._fell_asleep(task)
        elif state in ("Z", ""):
            self._running.discard(task)  # A leader that waits for its threads to end.
        elif self._computed_before is None:
            self._computed_before = _cpu_nanoseconds(task.tid)
        elif _cpu_nanoseconds(task.tid) - self._computed_before > _QUANTUM and self._steps():
            self._preempting.add(task)
            with contextlib.suppress(ProcessLookupError):
                ptrace.interrupt(task.tid)

    def _fell_asleep(self, task: Task) -> None:
        self._running.discard(task)
        self._asleep[task] = self._asleep.get(task)
        if not task.doing:
            entry = task.entry or _entry_of(task.tid)
            if entry is not None:
                self._calls.blocked(task, entry)
                task.entry = entry if task.entry is not None else None

    def _settling(self) -> bool:
        """Whether a task that should be at rest still moves, because of the latest step; takes its stop."""
        moved = False
        while (found := ptrace.wait(-1, os.WNOHANG)) is not None:
            self._take(*found)
            moved = True
        if moved:
            return True
        watched = list(self._asleep) + list(self._listening)
        if self._others_may_move:
            watched += [task for task in self._parked if task not in watched]
        for task in watched:
            if _state(task.tid) not in (("S", "D") if task in self._asleep else ("t",)):
                os.sched_yield()
                return True
        self._others_may_move = False
        return False

    # --- arriving at a call ---------------------------------------------------------------------------------

    def _at_call(self, task: Task, entry: ptrace.SyscallEntry) -> None:
        self._preempting.discard(task)  # It came to a call before it heard; the stop that follows changes nothing.
        name = syscalls.NAMES.get(entry.number, "")
        answer = self._emulation.answer(task, name, entry.arguments) if self._emulation else None
        if answer is not None:
            self._answer(task, answer)
        elif name in _QUIET:
            self._resume(task, to_exit=self._calls.enter(task, entry))
        else:
            demand = self._demands.of(task, name, entry.arguments)
            since = max(self._time.nanoseconds, self._ready_at.get(task, 0))
            self._parked[task] = _Parked(entry, name, demand, since)

    def _answer(self, task: Task, result: int) -> None:
        """The call that is about to begin returns `result`, and the kernel never sees it."""
        registers = ptrace.Registers(task.tid)
        registers.set_number(-1)
        registers.set_result(result)
        registers.store()
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
        return self._scheduler.choose(steps, self._time.nanoseconds)

    def _moment(self, deadline: int) -> int:
        """When a call whose time is up at `deadline` may return for that."""
        return deadline

    def _pass_time(self, until: int, began: float) -> None:
        if not self._time.virtual:
            left = self._limits.wall_seconds - (time.monotonic() - began)
            time.sleep(max(0.0, min(left, (until - self._time.nanoseconds) / SECOND)))
        self._time.advance_to(until)

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
        if self._emulation is None:
            return []
        return [(when, pid) for when, pid in self._emulation.due() if pid in self.table.by_pid]

    def _held(self, process: Tracee) -> bool:
        """Whether the tracer itself keeps the process from running: then /proc can tell nothing of it."""
        return not any(task in self._asleep for task in process.tasks.values())

    def _parked_step(self, task: Task, parked: _Parked) -> Step | None:
        """What the parked task could do next, and from when on; None while it can only wait."""
        process = task.process
        if process.stopped or process.pid == INIT:
            return None
        if process in self._signals_possible and _will_be_interrupted(task):
            return Step(self._time.nanoseconds, task.number, Action.SIGNAL, task)
        since = parked.since if self._scheduler.timed else 0
        if parked.demand is None or self._demands.met(task, parked.demand):
            return Step(since, task.number, Action.PERFORM, task)
        self._wait_begins(task, parked)
        deadline = parked.demand.deadline
        return None if deadline is None else Step(self._moment(deadline), task.number, Action.EXPIRE, task)

    def _wait_begins(self, task: Task, parked: _Parked) -> None:
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
        elif step.action is Action.EXPIRE:
            self._expire(task, parked)
        else:
            self._perform(task, parked)

    def _leave_parking(self, task: Task, parked: _Parked) -> None:
        del self._parked[task]
        cost = _COSTS.get(parked.name, _OPERATION) if self._scheduler.timed else 0
        self._ready_at[task] = self._time.nanoseconds + cost
        if parked.name in ("kill", "tkill", "tgkill", "exit", "exit_group") or "sig" in parked.name:
            self._others_may_move = True
            self._signals_possible.update(self.table.by_pid.values())

    def _perform(self, task: Task, parked: _Parked) -> None:
        """Let the kernel do the call."""
        self._leave_parking(task, parked)
        by_kernel = parked.demand is not None and parked.demand.by_kernel
        if parked.waiting:
            matters = True
        elif parked.name in _POLLS:
            matters = False  # It returns at once: nothing to tell.
        else:
            matters = self._calls.enter(task, parked.entry)
        if self.bound is not None:
            return
        if by_kernel and parked.demand is not None and parked.demand.deadline is not None:
            self._without_timeout(task, parked.name)
        self._resume(task, to_exit=matters or by_kernel)
        if by_kernel:
            self._enter_kernel(task, parked)

    def _enter_kernel(self, task: Task, parked: _Parked) -> None:
        """Let the task into a call that may sleep there, and see whether it does."""
        if task.entry is None:
            task.entry = parked.entry
        self._let_go(*self._resumable.pop())
        while True:
            found = ptrace.wait(task.tid, os.WNOHANG)
            if found is not None:
                self._take(*found)
                return
            state = _state(task.tid)
            if state == "S" and _state(task.tid) == "S":
                deadline = parked.demand.deadline if parked.demand else None
                self._asleep[task] = deadline
                self._fell_asleep(task)
                return
            if state in ("Z", ""):
                return
            os.sched_yield()

    def _without_timeout(self, task: Task, name: str) -> None:
        """Make the kernel wait for ever: the run's own clock decides when the time is up."""
        registers = ptrace.Registers(task.tid)
        registers.set_argument(_TIMEOUTS[name][0], 0)
        registers.store()

    def _expire(self, task: Task, parked: _Parked) -> None:
        """The time of a parked call is up."""
        self._leave_parking(task, parked)
        if parked.name in _SLEEPS:
            self._calls.leave(task, 0)
            self._answer(task, 0)
            return
        index = _POLLS[parked.name]
        registers = ptrace.Registers(task.tid)
        if parked.name in _MILLISECOND_POLLS:
            registers.set_argument(index, 0)
        else:
            scratch = registers.stack - _SCRATCH_BELOW_STACK
            ptrace.write_memory(task.tid, scratch, bytes(16))
            registers.set_argument(index, scratch)
        registers.store()
        self._resume(task, to_exit=True)

    def _time_out_in_kernel(self, task: Task) -> None:
        self._asleep[task] = None
        self._timed_out.add(task)
        with contextlib.suppress(ProcessLookupError):
            ptrace.interrupt(task.tid)

    def _call_off(self, task: Task, parked: _Parked) -> None:
        """Take the task out of its call, so that a pending signal is delivered; the kernel restarts the call.

        A call that has begun to wait is interrupted, as `signal(7)` says of it; one that has not is simply later
        than the signal.
        """
        self._leave_parking(task, parked)
        if not parked.waiting:
            self._restart_code[task] = _RESTART_ALWAYS
        elif parked.name in _SLEEPS or parked.name in _POLLS:
            self._restart_code[task] = _RESTART_NO_HANDLER
        else:
            self._restart_code[task] = _RESTART_SYS
        task.entry = parked.entry
        registers = ptrace.Registers(task.tid)
        registers.set_number(-1)
        registers.store()
        self._resume(task, to_exit=True)

    def _call_ended(self, task: Task) -> None:
        code = self._restart_code.pop(task, None)
        if code is not None and task.entry is not None:
            registers = ptrace.Registers(task.tid)
            registers.set_result(-code)
            registers.set_number(task.entry.number)
            registers.store()
            if code == _RESTART_ALWAYS:
                task.entry = None
        elif task in self._timed_out and task.entry is not None:
            self._timed_out.discard(task)
            registers = ptrace.Registers(task.tid)
            registers.set_result(-_TIMEOUTS[syscalls.NAMES[task.entry.number]][1])
            registers.store()
        super()._call_ended(task)

    def _alarm(self, process: Tracee) -> None:
        assert self._emulation is not None  # noqa: S101 - only it has timers
        self._emulation.fired(process.pid)
        self._signals_possible.add(process)
        self._others_may_move = True
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.host_pid, signal.SIGALRM)

    # --- what the common part reports -----------------------------------------------------------------------

    def _born(self, creator: Task, tid: int, call: str) -> None:
        super()._born(creator, tid, call)
        task = self.table.tasks.get(tid)
        if task is not None and self._scheduler.timed:
            self._ready_at[task] = self._time.nanoseconds + _BIRTH

    def _executed(self, task: Task, code: int) -> None:
        for former in task.process.tasks.values():
            self._forget(former)
        if self._time.virtual:
            auxv.hide_vdso(task.tid)
        super()._executed(task, code)

    def _stopped(self, task: Task, number: int) -> None:
        super()._stopped(task, number)
        if task.process.stopped:
            self._listening.add(task)
            self._stop_others(task.process)
        elif task in self._preempting:
            self._resumable.pop()  # Its turn comes as a step.
            self._preempting.discard(task)
            self._preempted.add(task)
            self._time.advance_to(self._time.nanoseconds + _QUANTUM)

    def _stop_others(self, process: Tracee) -> None:
        """Let every thread of a process that is being stopped stop: the kernel tells of it only then."""
        for task in process.tasks.values():
            if (parked := self._parked.get(task)) is not None:
                self._call_off(task, parked)
            elif task in self._preempted:
                self._preempted.discard(task)
                self._resume(task)

    def _exiting(self, task: Task, code: int) -> None:
        super()._exiting(task, code)
        if any(other in self._running for other in task.process.tasks.values()):
            self._let_go(*self._resumable.pop())  # At once: the other may be waiting for this, as an exec does.

    def _forget(self, task: Task) -> None:
        for tasks in (self._running, self._listening, self._preempting, self._preempted, self._timed_out):
            tasks.discard(task)
        for by_task in (self._parked, self._asleep, self._ready_at, self._restart_code):
            by_task.pop(task, None)

    def _task_ended(self, task: Task, status: int) -> None:
        self._forget(task)
        super()._task_ended(task, status)
        self._others_may_move = True
        self._signals_possible.discard(task.process)
        if (parent := self.table.by_pid.get(task.process.parent)) is not None:
            self._signals_possible.add(parent)


def _state(tid: int) -> str:
    """The state letter of a task (`proc(5)`), empty when it is gone."""
    try:
        with open(f"/proc/{tid}/stat", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - hot
            return file.read().rpartition(")")[2][1]
    except OSError:
        return ""


def _cpu_nanoseconds(tid: int) -> int:
    """How long a task has been on a processor; 0 where the kernel does not count it."""
    try:
        with open(f"/proc/{tid}/schedstat", encoding="ascii") as file:  # noqa: PTH123 - as above
            return int(file.read().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _entry_of(tid: int) -> ptrace.SyscallEntry | None:
    """The call that a task sleeps in, where the filter does not trace it."""
    try:
        with open(f"/proc/{tid}/syscall", encoding="ascii") as file:  # noqa: PTH123 - as above
            fields = file.read().split()
        return ptrace.SyscallEntry(int(fields[0]), tuple(int(field, 16) for field in fields[1:7]))
    except (OSError, ValueError, IndexError):
        return None


def _will_be_interrupted(task: Task) -> bool:
    """Whether a signal is pending for the task that is not blocked, and will do something."""
    try:
        status = read_status(task.tid)
    except ProcessLookupError:
        return False
    pending = (int(status["SigPnd"], 16) | int(status["ShdPnd"], 16)) & ~int(status["SigBlk"], 16)
    caught, ignored = int(status["SigCgt"], 16), int(status["SigIgn"], 16)
    for number in range(1, 65):
        bit = 1 << (number - 1)
        if pending & bit and not ignored & bit and (caught & bit or number not in IGNORED_BY_DEFAULT):
            return True
    return False
