"""A run that takes its part in an exploration: follows a prefix of choices, and tells what each operation touched.

Each visible operation is a step, and some are two, because others may come in between: whoever handles a signal may
be interrupted as soon as an operation has returned, or not before the next. ``docs/outcomes.md`` explains why.

The exploration itself, which decides on the prefixes, is `demos.outcomes`.
"""

from __future__ import annotations

import signal

from demos.recording import INIT, Bound, Exploration, Limits, Operation, Reap, Undone
from demos.worker import proc, ptrace, syscalls
from demos.worker.clock import SECOND, FrozenClock
from demos.worker.controlled import Parked
from demos.worker.demands import Demand
from demos.worker.ending import EndingTracer
from demos.worker.fixpoints import ASKING, Fixpoints, is_question
from demos.worker.processes import Task, Tracee, read_status
from demos.worker.reasons import Reasons
from demos.worker.schedule import Action, ExploringScheduler, Step, possible_now
from demos.worker.steering import SLEEPS
from demos.worker.tracer import Loaded

_SILENT = frozenset({"mmap", "socket", "socketpair", "prlimit64", "setrlimit", "times", "getrusage", "sysinfo"})
_EMULATED_STEPS = frozenset({"alarm", "setitimer"})
_ON_SIGNALS = frozenset(
    {"rt_sigaction", "rt_sigprocmask", "rt_sigpending", "rt_sigtimedwait", "rt_sigsuspend", "pause", "read", "poll"}
)
_SLEEP_ALONE = frozenset({"write", "writev", "open", "openat", "futex", "fcntl"})
"""Calls in which the kernel may let a task sleep, for it matters to nobody else how; two at once would race
there.
"""

_MOST_CHOICES = 1000  # Of one run: a program that prints in every round of an endless wait has no end of outcomes.
_REGROUPS = frozenset({"setpgid", "setsid"})
_LONG_QUANTA = 20  # Whoever computes for so long is taken to do so for ever, until it turns out otherwise.


class ExploringTracer(EndingTracer):
    """Makes each visible operation a choice, and breaks off where another run covers all that could follow."""

    def __init__(self, loaded: Loaded, limits: Limits, exploration: Exploration) -> None:
        self._exploring = ExploringScheduler(exploration)
        self._frozen = FrozenClock(leaps=exploration.leaping_clock)
        super().__init__(loaded, limits, self._frozen, self._exploring, coarse_waits=exploration.coarse_waits)
        self.recorder.takes_snapshots = exploration.snapshots
        self.redundant = False
        self._trusts_sleeps = exploration.trust_sleeps
        self._interrupts = sum(1 << (number - 1) for number in exploration.interrupts)
        self._why = Reasons(self._descriptors, loaded.lines)
        self._fixpoints = Fixpoints(loaded.lines)
        self._done_operations: list[tuple[int, list[str], tuple[int, ...]]] = []
        self._undone: list[Undone] = []
        self._choices = 0
        self._events_seen = 0
        self._performing: dict[Task, Parked] = {}
        self._latest_task: Task | None = None
        self._known: set[Task] = set()
        self._newborn_tasks: set[Task] = set()  # That have not done anything since their birth.
        self._returning: set[Task] = set()  # From an operation, or their birth: a handler may run right now.
        self._caught: dict[Tracee, int] = {}
        self._quanta: dict[Task, int] = {}

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What was done, in order."""
        self._settle_latest()
        return tuple(
            Operation(who=who, accesses=tuple(dict.fromkeys(accesses)), enabled=enabled)
            for who, accesses, enabled in self._done_operations
        )

    @property
    def undone(self) -> tuple[Undone, ...]:
        return tuple(self._undone)

    @property
    def unexplorable(self) -> tuple[str, ...]:
        """Why other orders than these can matter, which no exploration can list."""
        return tuple(sorted(self._why.found))

    def _done(self) -> bool:
        return self.redundant or super()._done()

    def end_by(self, bound: Bound) -> None:
        """End the run by a bound. What could have followed is not known then, but for those who compute for
        ever.
        """
        steps = self._steps()
        goes_on = bool(steps) or any(map(self._has_computed_for_long, self._running))
        if bound in ("cpu-time", "wall-time") and goes_on and all(map(self._computes, steps)):
            self._leave_undone()
            super().end_by("cpu-time")
        else:
            self._why.found.add("bounds")
            super().end_by(bound)

    def _has_computed_for_long(self, task: Task) -> bool:
        """Whether most of what the run may compute has gone into what this running task is doing now."""
        since = self._computed_before
        return (
            since is not None and 2 * (proc.cpu_nanoseconds(task.tid) - since) > self._limits.cpu_seconds * SECOND
        )

    # --- arriving at a call ---------------------------------------------------------------------------------

    def _at_call(self, task: Task, entry: ptrace.SyscallEntry) -> None:
        name = syscalls.NAMES.get(entry.number, "")
        self._preempting.discard(task)
        self._performing.pop(task, None)
        if task.process.pid != INIT:
            self._descriptors.begin(task.process)
            self._why.look_at(task, name, entry)
        if self._quanta.pop(task, 0) > _LONG_QUANTA:
            self._why.found.add("bounds")
        if name in SLEEPS and not self._trusts_sleeps:
            self._skip_sleep(task, name, entry)
        elif name in _EMULATED_STEPS:
            self._park(task, name, entry)
        elif (answer := self._emulation.answer(task, name, entry.arguments)) is not None:
            self._answer(task, answer)
        elif name == "getpid":
            self._resume(task, to_exit=self._calls.enter(task, entry))
        elif name in _SILENT or self._accesses.is_silent(task, name, entry):
            self._resume(task)
        else:
            if name in ASKING:
                self._fixpoints.arrived(task, name, entry.arguments)
            self._park(task, name, entry)

    def _skip_sleep(self, task: Task, name: str, entry: ptrace.SyscallEntry) -> None:
        """A sleep orders nothing: to the others it is not there. Whoever only sleeps for ever is left alone."""
        self._fixpoints.arrived(task, name, entry.arguments)
        if self._fixpoints.is_pointless(task):
            self._parked[task] = Parked(entry, name, Demand(), self._time.nanoseconds)
        else:
            self._fixpoints.asked(task, name, entry.arguments, 0, [])
            self._answer(task, 0)

    def _resume(self, task: Task, *, to_exit: bool = False, signal: int = 0) -> None:
        if task not in self._known:
            self._known.add(task)
            self._newborn_tasks.add(task)
            if self._is_interruptible(task.process):
                self._hold_at_end(task)  # Of the fork, as its child sees it.
                return
        super()._resume(task, to_exit=to_exit, signal=signal)

    # --- the steps that are possible ------------------------------------------------------------------------

    def _moment(self, deadline: int) -> int:
        return deadline if self._trusts_sleeps else self._time.nanoseconds

    def _steps(self) -> list[Step]:
        return [step for step in super()._steps() if not self._is_pointless(step)]

    def _is_pointless(self, step: Step) -> bool:
        return step.action is Action.PERFORM and step.task is not None and self._fixpoints.is_pointless(step.task)

    def _may_be_late(self, task: Task, parked: Parked) -> bool:
        return self._is_interruptible(task.process)

    def _computes(self, step: Step) -> bool:
        """Whether the step only goes on with a long computation, up to the next operation: that is no choice."""
        return step.action is Action.CONTINUE and step.task not in self._returning

    def _is_interruptible(self, process: Tracee) -> bool:
        """Whether it has a handler for a signal that somebody may send."""
        if not self._interrupts or process.pid == INIT:
            return False
        if process not in self._caught:
            try:
                self._caught[process] = int(read_status(process.host_pid)["SigCgt"], 16)
            except ProcessLookupError:
                return False
        return bool(self._caught[process] & self._interrupts)

    # --- choosing -------------------------------------------------------------------------------------------

    def _step(self, began: float) -> None:
        self._settle_latest()
        for task, parked in self._parked.items():
            if parked.name in _ON_SIGNALS and not parked.waiting and proc.ignores_coming(task):
                self._call_off(task, parked)  # Untraced, that signal would not be there any more.
                return
            if parked.name in SLEEPS and not self._trusts_sleeps and not self._fixpoints.is_pointless(task):
                self._leave_parking(task, parked)  # Somebody has changed what it asks for between its sleeps.
                self._answer(task, 0)
                return
        super()._step(began)

    def _choose(self, steps: list[Step]) -> Step | None:
        if self._done_operations:
            self._exploring.done(tuple(self._done_operations[-1][1]))
        if self._fixpoints.undecided:
            self._why.found.add("polls")
        step = self._exploring.choose(steps, self._time.nanoseconds, self._computes)
        if step is None:
            self._leave_undone()
            self.redundant = True
            return None
        if self._computes(step):
            if self._is_endless(step) and len(possible_now(steps, self._time.nanoseconds)) > 1:
                self.redundant = True  # The others are asleep: whatever they do is seen elsewhere.
                return None
            return step
        possible = possible_now(steps, self._time.nanoseconds)
        enabled = tuple(other.who for other in possible if not self._computes(other))
        self._choices += len(enabled) > 1
        if self._choices > _MOST_CHOICES:
            self._why.found.add("length")
        if self._why.found:
            self.redundant = True  # No other order will be tried.
            return None
        self._done_operations.append((step.who, self._touched(step), enabled))
        return step

    def _is_endless(self, step: Step) -> bool:
        return step.task is not None and self._quanta.get(step.task, 0) > _LONG_QUANTA

    def _touched(self, step: Step) -> list[str]:
        """What the step touches, as far as that is known beforehand."""
        task = step.task
        if task is None:
            assert step.process is not None  # noqa: S101 - a timer has one
            accesses = [f"w signals {step.process.pid}", f"r sent {int(signal.SIGALRM)}"]
        elif step.action is Action.SIGNAL:
            accesses = [f"w signals {task.process.pid}"]
        else:
            accesses = [*self._touched_by(task, step.action), f"r signals {task.process.pid}"]
            if task in self._newborn_tasks:
                self._newborn_tasks.discard(task)
                accesses.append(f"r birth {task.number}")
        if self._trusts_sleeps:
            accesses.append("w clock" if step.when > self._time.nanoseconds else "r clock")
        return accesses

    def _touched_by(self, task: Task, action: Action) -> list[str]:
        parked = self._parked.get(task)
        if action is Action.DIE:
            return []
        if parked is None:
            return ["w memory"] if action is Action.EXPIRE else []
        if action is Action.BLOCK:
            return []
        drops = parked.demand is not None and parked.demand.children is not None and self._lines.drops_result(task)
        return self._accesses.of(task, parked.name, parked.entry, parked.demand, drops_result=drops)

    def _also(self, accesses: list[str]) -> None:
        """The operation that is being done touches these too, as it turns out."""
        if self._done_operations:
            self._done_operations[-1][1].extend(accesses)

    def _missed(self, task: Task) -> None:
        accesses = [*self._touched_by(task, Action.PERFORM), f"r signals {task.process.pid}"]
        self._undone.append(Undone(who=task.number, accesses=tuple(accesses), after=len(self._done_operations)))

    def _leave_undone(self) -> None:
        """The run is over for those who wait: nobody will let them go on, or another run shows who does."""
        able = {step.task for step in self._steps()}
        for task in self._parked:
            if task.process.pid != INIT and task not in able:
                self._missed(task)

    def _settle_latest(self) -> None:
        """Complete what the latest operation touched."""
        events = self.recorder.events
        for event in events[self._events_seen :]:
            if isinstance(event, Reap) and not event.auto and event.pid != INIT:
                self._also([f"r end {event.child}", f"w life {event.child}"])
        self._events_seen = len(events)
        if self._done_operations:
            self._fixpoints.others_acted(self._latest_task, tuple(self._done_operations[-1][1]))

    # --- doing ----------------------------------------------------------------------------------------------

    def _do(self, step: Step) -> None:
        task = step.task
        if not self._computes(step):
            self._frozen.operation()
            self._latest_task = task
            if task is not None and step.action in (Action.SIGNAL, Action.DIE):
                self._fixpoints.acted(task)
        if task is not None:
            self._returning.discard(task)
        super()._do(step)

    def _perform(self, task: Task, parked: Parked) -> None:
        if parked.name in _REGROUPS and self._may_forsake(task, parked):
            self._why.found.add(
                "kernel"
            )  # Linux never wakes who has begun to wait, when nobody is left in the group.
        if task.process.pid == INIT:
            super()._perform(task, parked)
            return
        self._performing[task] = parked
        if parked.name in _EMULATED_STEPS:
            answer = self._emulation.answer(task, parked.name, parked.entry.arguments)
            if answer is not None:
                self._leave_parking(task, parked)
                self._answer_to_end(task, answer)
                return
        super()._perform(task, parked)
        if self._resumable and self._resumable[-1][0] is task:
            _, to_exit, number = self._resumable.pop()
            follows = to_exit or parked.name in ASKING or self._is_interruptible(task.process)
            self._resumable.append((task, follows, number))

    def _hold_at_end(self, task: Task) -> None:
        """The operation is over; what follows is a step of its own, so that a signal may come right now."""
        self._returning.add(task)
        self._preempted.add(task)

    def _may_forsake(self, task: Task, parked: Parked) -> bool:
        """Whether somebody waits already for the children of a group, and its last one is leaving it."""
        leaver = (parked.entry.arguments[0] if parked.name == "setpgid" else 0) or task.process.pid
        for waiter, its in self._parked.items():
            target, _ = its.demand.children if its.waiting and its.demand and its.demand.children else (-1, 0)
            in_group = self._demands.matching(waiter.process, target) if target == 0 or target < -1 else []
            if [child.pid for child in in_group] == [leaver]:
                return True
        return False

    def _call_ended(self, task: Task) -> None:
        performed = None if task in self._closing else self._performing.pop(task, None)
        called_off = task in self._restart_code
        result = ptrace.syscall_result(task.tid)
        super()._call_ended(task)
        if performed is None or called_off:
            return
        name, arguments = performed.name, performed.entry.arguments
        if name in ("rt_sigaction", "execve", "execveat"):
            self._caught.pop(task.process, None)
        if is_question(name, arguments, result) and not self._has_reaped(task.process):
            self._fixpoints.asked(task, name, arguments, result, self._done_operations[-1][1])
        else:
            self._fixpoints.acted(task)
        if self._is_interruptible(task.process) and self._resumable and self._resumable[0][0] is task:
            self._resumable.popleft()
            self._hold_at_end(task)

    def _has_reaped(self, process: Tracee) -> bool:
        events = self.recorder.events[self._events_seen :]
        return any(isinstance(event, Reap) and event.pid == process.pid for event in events)

    def _fell_asleep(self, task: Task) -> None:
        super()._fell_asleep(task)
        entry = task.entry or proc.entry_of(task.tid)
        name = syscalls.NAMES.get(entry.number, "") if entry is not None else ""
        others = [other for other in self._asleep if other is not task and other.doing != "vfork()"]
        if name not in _SLEEP_ALONE or (others and name != "futex"):
            self._why.found.add("kernel")

    def _stuck(self) -> None:
        self._leave_undone()
        if self._fixpoints.anybody:
            super().end_by("wall-time")  # They ask, or sleep, for ever.
        else:
            super()._stuck()

    # --- what the common part reports -----------------------------------------------------------------------

    def _born(self, creator: Task, tid: int, call: str) -> None:
        super()._born(creator, tid, call)
        task = self.table.tasks.get(tid)
        if task is None:
            return
        if len(task.process.tasks) > 1:
            self._why.found.add("threads")
        self._also([f"w birth {task.number}", f"w life {task.number}"])

    def _stopped(self, task: Task, number: int) -> None:
        process, was_stopped = task.process, task.process.stopped
        super()._stopped(task, number)
        if process.stopped != was_stopped:
            self._also([f"w child {process.pid}", f"c children {process.parent}"])
            self._also(self._accesses.notified(process.parent))

    def _computed(self, task: Task) -> None:
        self._quanta[task] = self._quanta.get(task, 0) + 1  # It takes no time here.

    def _forget(self, task: Task) -> None:
        super()._forget(task)
        self._returning.discard(task)
        self._newborn_tasks.discard(task)
        self._performing.pop(task, None)
        self._quanta.pop(task, None)

    def _task_ended(self, task: Task, status: int) -> None:
        self._fixpoints.acted(task)
        self._caught.pop(task.process, None)
        super()._task_ended(task, status)
        self._signals_possible.update(self.table.by_pid.values())  # Parents, and children that wished to know.
