"""A run that takes its part in an exploration: follows a prefix of choices, and tells what each operation touched.

The exploration itself, which decides on the prefixes, is `demos.outcomes`.
"""

from __future__ import annotations

import hashlib
import os
import signal
from dataclasses import dataclass

from demos.recording import Exploration, Limits, Operation
from demos.worker import ptrace, syscalls
from demos.worker.accesses import FORKS, Accesses, conflict
from demos.worker.clock import FrozenClock, VirtualClock
from demos.worker.controlled import ControlledTracer
from demos.worker.processes import Task, Tracee, read_status
from demos.worker.schedule import Action, ExploringScheduler, Step, possible_now
from demos.worker.steering import SLEEPS
from demos.worker.tracer import Loaded

_QUIET = frozenset({"mmap", "socket", "socketpair"})
_REASONS = {"socket": "sockets", "socketpair": "sockets", "mmap": "shared memory", "getrandom": "randomness"}
_PROT_WRITE = 2

_ROUNDS_BEFORE_COMPARING, _ROUNDS = 3, 12
_SLEEPS_IN_A_ROW = 200
_MOST_COMPARED_BYTES = 64 * 1024 * 1024
_MOST_CHOICES = 1000  # Of one run: a program that prints in every round of an endless wait has no end of outcomes.


@dataclass(eq=False, slots=True)
class _Poll:
    """A question that a task asks again and again, without doing anything else."""

    key: tuple[str, tuple[int, ...]]
    result: int
    accesses: tuple[str, ...]
    rounds: int = 1
    memory: bytes = b""
    pointless: bool = False  # Nothing has changed, so the answer would be the same for ever.


class ExploringTracer(ControlledTracer):
    """Makes each visible operation a choice, and breaks off where another run covers all that could follow."""

    def __init__(self, loaded: Loaded, limits: Limits, exploration: Exploration) -> None:
        self._exploring = ExploringScheduler(exploration)
        clock = VirtualClock() if exploration.trust_sleeps else FrozenClock()
        super().__init__(loaded, limits, clock, self._exploring, seed=0)
        self.recorder.takes_snapshots = exploration.snapshots
        self.redundant = False
        self._trusts_sleeps = exploration.trust_sleeps
        self._lines = loaded.lines
        self._reasons: set[str] = set()
        self._choices = 0
        streams = {os.fstat(descriptor).st_ino: stream for stream, descriptor in loaded.outputs.items()}
        self._accesses = Accesses(self.table, self._demands, streams, coarse_waits=exploration.coarse_waits)
        self._done_operations: list[tuple[int, list[str], tuple[int, ...]]] = []
        self._unborn_to_others: set[int] = set()  # Who has not done anything since its birth.
        self._returning: set[Task] = (
            set()
        )  # From a fork, with a signal handler that may run before its result is seen.
        self._polls: dict[Task, _Poll] = {}
        self._sleeps_in_a_row: dict[Task, int] = {}

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What was done, in order."""
        return tuple(
            Operation(who=who, accesses=tuple(accesses), enabled=enabled)
            for who, accesses, enabled in self._done_operations
        )

    @property
    def unexplorable(self) -> tuple[str, ...]:
        """Why other orders than these can matter, which no exploration can list."""
        return tuple(sorted(self._reasons))

    def _done(self) -> bool:
        return self.redundant or super()._done()

    # --- arriving at a call ---------------------------------------------------------------------------------

    def _at_call(self, task: Task, entry: ptrace.SyscallEntry) -> None:
        name = syscalls.NAMES.get(entry.number, "")
        if name in _REASONS and not (name == "mmap" and not entry.arguments[2] & _PROT_WRITE):
            self._reasons.add(_REASONS[name])
        if name in SLEEPS and not self._trusts_sleeps:
            self._skip_sleep(task)
        elif name in _QUIET or not self._accesses.concerns_others(task.process, name, entry):
            self._resume(task)
        else:
            self._sleeps_in_a_row.pop(task, None)
            super()._at_call(task, entry)

    def _skip_sleep(self, task: Task) -> None:
        """A sleep orders nothing: to the others it is not there. Whoever only sleeps for ever never ends."""
        count = self._sleeps_in_a_row[task] = self._sleeps_in_a_row.get(task, 0) + 1
        if count > _SLEEPS_IN_A_ROW:
            self.end_by("wall-time")
            return
        self._answer(task, 0)

    # --- choosing -------------------------------------------------------------------------------------------

    def _moment(self, deadline: int) -> int:
        return deadline if self._trusts_sleeps else self._time.nanoseconds

    def _steps(self) -> list[Step]:
        return [step for step in super()._steps() if not self._is_pointless(step)]

    def _is_pointless(self, step: Step) -> bool:
        poll = self._polls.get(step.task) if step.task is not None else None
        parked = self._parked.get(step.task) if step.task is not None else None
        if poll is None or parked is None or step.action is not Action.PERFORM:
            return False
        assert step.task is not None  # noqa: S101 - it has a poll
        if (parked.name, parked.entry.arguments) != poll.key:
            return False
        if not poll.pointless and _ROUNDS_BEFORE_COMPARING <= poll.rounds <= _ROUNDS:
            memory = _memory_of(step.task)
            poll.pointless = memory == poll.memory
            poll.memory = memory
        return poll.pointless

    def _choose(self, steps: list[Step]) -> Step | None:
        step = self._exploring.choose(steps, self._time.nanoseconds, self._computes)
        if step is None:
            self.redundant = True
            return None
        if self._computes(step):
            return step
        accesses = self._touched(step)
        enabled = tuple(possible.who for possible in possible_now(steps, self._time.nanoseconds))
        self._choices += len(enabled) > 1
        if self._choices > _MOST_CHOICES:
            self._reasons.add("length")
            self.redundant = True
            return None
        self._done_operations.append((step.who, accesses, enabled))
        return step

    def _computes(self, step: Step) -> bool:
        """Whether the step only goes on with a long computation, up to the next operation: that is no choice."""
        return step.action is Action.CONTINUE and step.task not in self._returning

    def _touched(self, step: Step) -> list[str]:
        accesses: list[str] = []
        task = step.task
        if step.action is Action.ALARM and step.process is not None:
            accesses.append(f"w signals {step.process.pid}")
        elif task is not None:
            accesses += self._touched_by(task, step.action)
            if task.number in self._unborn_to_others:
                self._unborn_to_others.discard(task.number)
                accesses.append(f"r birth {task.number}")
        if self._trusts_sleeps:
            accesses.append("w clock" if step.when > self._time.nanoseconds else "r clock")
        return accesses

    def _touched_by(self, task: Task, action: Action) -> tuple[str, ...]:
        parked = self._parked.get(task)
        if action is Action.SIGNAL or task in self._returning:
            return (f"w signals {task.process.pid}",)
        if parked is None:
            return ("w memory",) if action is Action.EXPIRE else ()
        drops = parked.demand is not None and parked.demand.children is not None and self._lines.drops_result(task)
        return self._accesses.of(task, parked.name, parked.entry, parked.demand, drops_result=drops)

    def _do(self, step: Step) -> None:
        if self._computes(step):
            super()._do(step)
            return
        accesses = tuple(self._done_operations[-1][1])
        if step.task is not None:
            self._returning.discard(step.task)
            poll, parked = self._polls.get(step.task), self._parked.get(step.task)
            if poll is not None and parked is not None and (parked.name, parked.entry.arguments) != poll.key:
                del self._polls[step.task]
        for other, poll in self._polls.items():
            if other is not step.task and conflict(poll.accesses, accesses):
                poll.pointless, poll.rounds = False, 0
        super()._do(step)
        self._exploring.done(accesses)

    def _stuck(self) -> None:
        if any(poll.pointless for poll in self._polls.values()):
            self.end_by("wall-time")  # They ask for ever.
        else:
            super()._stuck()

    # --- what the common part reports -----------------------------------------------------------------------

    def _born(self, creator: Task, tid: int, call: str) -> None:
        super()._born(creator, tid, call)
        task = self.table.tasks.get(tid)
        if task is None:
            return
        if task.process is self.first:
            self._accesses.began(task.process)
        if len(task.process.tasks) > 1:
            self._reasons.add("threads")
        if self._done_operations:
            self._done_operations[-1][1].append(f"w birth {task.number}")
            self._unborn_to_others.add(task.number)

    def _call_ended(self, task: Task) -> None:
        entry = task.entry
        name = syscalls.NAMES.get(entry.number, "") if entry is not None else ""
        called_off = task in self._restart_code
        if entry is not None and not called_off and _asks(name, entry.arguments):
            self._asked(task, (name, entry.arguments), ptrace.syscall_result(task.tid))
        super()._call_ended(task)
        if name in FORKS and not called_off and _handles_signals(task.process):
            self._resumable.popleft()
            self._returning.add(task)
            self._preempted.add(task)

    def _asked(self, task: Task, key: tuple[str, tuple[int, ...]], result: int) -> None:
        poll = self._polls.get(task)
        if poll is not None and poll.key == key and poll.result == result:
            poll.rounds += 1
        else:
            self._polls[task] = _Poll(key, result, tuple(self._done_operations[-1][1]))

    def _task_ended(self, task: Task, status: int) -> None:
        self._polls.pop(task, None)
        self._returning.discard(task)
        super()._task_ended(task, status)


def _asks(name: str, arguments: tuple[int, ...]) -> bool:
    """Whether the call only asks, and so may be asked for ever."""
    if name == "wait4":
        return bool(arguments[2] & os.WNOHANG)
    if name == "waitid":
        return bool(arguments[3] & os.WNOHANG)
    return name == "getppid" or (name == "kill" and arguments[1] == 0)


def _handles_signals(process: Tracee) -> bool:
    """Whether the process has a handler beyond the one for SIGINT that every Python program has."""
    try:
        caught = int(read_status(process.host_pid)["SigCgt"], 16)
    except ProcessLookupError:
        return False
    return bool(caught & ~(1 << (signal.SIGINT - 1)))


def _memory_of(task: Task) -> bytes:
    """A digest of all memory that the task's process can write to: equal when it is where it was before."""
    digest = hashlib.blake2b(digest_size=16)
    left = _MOST_COMPARED_BYTES
    try:
        with open(f"/proc/{task.tid}/maps", encoding="utf-8", errors="replace") as maps:  # noqa: PTH123
            areas = [line.split(maxsplit=2)[:2] for line in maps]
    except OSError:
        return os.urandom(16)
    for area, rights in areas:
        if rights.startswith("rw"):
            start, end = (int(part, 16) for part in area.split("-"))
            digest.update(ptrace.read_memory(task.tid, start, min(end - start, left)))
            left -= min(end - start, left)
    return digest.digest()
