"""One task at a time: lets a single task run, and knows where all the others rest meanwhile.

A task rests where the tracer holds it (at the begin of a call, say), asleep in the kernel, or stopped by a signal.
As soon as nothing runs any more, `_step` is asked to set something going; `controlled` decides what.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque

from demos.recording import Limits
from demos.worker import proc, ptrace
from demos.worker.clock import MICROSECOND, RealClock, VirtualClock
from demos.worker.processes import Task, Tracee
from demos.worker.schedule import Step
from demos.worker.tracer import TICK_SECONDS, Loaded, Tracer

_TICK_SECONDS = 0.005
_QUANTUM = 50_000 * MICROSECOND  # Of computing without an operation, after which the others get their turn.


class SerialTracer(Tracer):
    """Resumes one task, waits for its next stop, and goes on when all are at rest."""

    def __init__(self, loaded: Loaded, limits: Limits, clock: RealClock | VirtualClock) -> None:
        super().__init__(loaded, limits, clock)
        self.table.held = self._held
        self._time = clock
        self._running: set[Task] = set(self.table.tasks.values())
        self._resumable: deque[tuple[Task, bool, int]] = deque()
        self._dying: deque[Task] = deque()
        self._arrived: list[tuple[int, int]] = []  # Stops that are taken when all have come to rest.
        self._asleep: dict[Task, int | None] = {}  # In the kernel, with the deadline of the call.
        self._listening: set[Task] = set()  # Stopped by a signal.
        self._preempting: set[Task] = set()  # Asked to stop, ...
        self._preempted: set[Task] = set()  # ... and stopped for that.
        self._others_may_move = False  # The latest step may have killed or continued tasks at rest.
        self._computed_before: int | None = None  # By the running task, in nanoseconds; read when it takes long.

    def _step(self, began: float) -> None:
        """All tasks are at rest: set one going, or end the run. `began`: when the run did (`time.monotonic`)."""
        raise NotImplementedError

    def _held_tasks(self) -> set[Task]:
        """The tasks that rest because the tracer, or a stop, keeps them from running."""
        return self._listening | self._preempted

    def _steps(self) -> list[Step]:
        """What could be done now or later, if the running task made room for it."""
        raise NotImplementedError

    @property
    def writer(self) -> Task | None:
        return next((task for task in self._running if task.writes_to is not None), None)

    def run(self) -> None:
        began = time.monotonic()
        next_look = began + TICK_SECONDS
        previous = signal.signal(signal.SIGALRM, lambda *_: None)
        signal.setitimer(signal.ITIMER_REAL, _TICK_SECONDS, _TICK_SECONDS)
        try:
            while not self._done():
                if time.monotonic() >= next_look:
                    next_look = self._check_bounds(began)
                elif self._running or self._awaited:
                    self._await_stop()
                elif self._others_may_move and self._settling():
                    continue  # Whom the latest step has killed is seen to die before anybody goes on.
                elif self._dying:
                    self._let_go(self._dying.popleft())
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

    def _let_go(self, task: Task, to_exit: bool = False, number: int = 0) -> None:
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
        if found is None:
            return
        self._arrived = [other for other in self._arrived if other[0] != found[0]]  # Killed since.
        if self._was_woken(*found):
            self._arrived.append(found)
        else:
            self._take(*found)

    def _was_woken(self, tid: int, status: int) -> bool:
        """Whether it is the end of a call that another task cut short: it waits till that one has come to rest.

        Both run meanwhile, and who is first differs from run to run.
        """
        ended = os.WIFSTOPPED(status) and status >> 8 == signal.SIGTRAP | ptrace.SYSCALL_STOP
        return ended and bool(self._running) and self.table.tasks.get(tid) in self._asleep

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
        if not self.loaded:
            return  # It is not the program's yet.
        state = proc.state(task.tid)
        if state == "S" and task.writes_to is not None:
            return  # The pipe is full: `_check_bounds` makes room.
        if state == "S":
            if proc.sleeps(task.tid):
                self._fell_asleep(task)
        elif state in ("Z", ""):
            self._running.discard(task)  # A leader that waits for its threads to end.
        elif self._computed_before is None:
            self._computed_before = proc.cpu_nanoseconds(task.tid)
        elif proc.cpu_nanoseconds(task.tid) - self._computed_before <= _QUANTUM:
            return
        elif self._resumable or self._arrived or self._steps():
            self._preempting.add(task)
            with contextlib.suppress(ProcessLookupError):
                ptrace.interrupt(task.tid)

    def _fell_asleep(self, task: Task) -> None:
        self._running.discard(task)
        self._asleep[task] = self._asleep.get(task)
        if not task.doing:
            entry = task.entry or proc.entry_of(task.tid)
            if entry is not None:
                self._calls.blocked(task, entry)
                task.entry = entry if task.entry is not None else None

    def _settling(self) -> bool:
        """Whether a task that should be at rest still moves, because of the latest step.

        What follows from one step comes in any order; it is taken in that of the tasks, once all of it is there.
        """
        held = self._held_tasks() if self._others_may_move else self._listening
        arrived = {tid for tid, _ in self._arrived}
        moves = any(not self._at_rest(task) for task in {*self._asleep, *held} if task.tid not in arrived)
        while (found := ptrace.wait(-1, os.WNOHANG)) is not None:  # After that look: who rests may just have come.
            self._arrived.append(found)
        if moves:
            os.sched_yield()
            return True
        if self._arrived:
            for tid, status in sorted(self._arrived):
                self._take(tid, status)
            self._arrived.clear()
            return True
        if not self._resumable:  # Else the step itself may be still to come.
            self._others_may_move = False
        return False

    def _at_rest(self, task: Task) -> bool:
        if task in self._asleep:
            return proc.sleeps(task.tid) or proc.state(task.tid) == "D"
        # A leader that is killed is a zombie until its threads have ended.
        return proc.state(task.tid) in ("t", "Z")

    def _held(self, process: Tracee) -> bool:
        """Whether the model knows better than /proc what the process does: a signal may just be waking it there."""
        return all(task.doing for task in process.tasks.values() if task in self._asleep)

    # --- what the common part reports -----------------------------------------------------------------------

    def _call_ended(self, task: Task) -> None:
        super()._call_ended(task)
        self._resumable.rotate()  # It goes on before whom it may have made.

    def _stopped(self, task: Task, number: int) -> None:
        super()._stopped(task, number)
        if task.stopped_by:
            self._listening.add(task)
            self._stop_others(task.process)
        elif task in self._preempting:
            self._resumable.pop()  # Its turn comes as a step.
            self._preempting.discard(task)
            self._preempted.add(task)
            self._computed(task)

    def _computed(self, task: Task) -> None:
        """A task has computed for a quantum, and was interrupted for that."""
        self._time.advance_to(self._time.nanoseconds + _QUANTUM)

    def _stop_others(self, process: Tracee) -> None:
        """Let every thread of a process that is being stopped come to its stop: only then does the kernel tell."""
        for task in process.tasks.values():
            if task in self._preempted:
                self._preempted.discard(task)
                self._resume(task)

    def _exiting(self, task: Task, code: int) -> None:
        super()._exiting(task, code)
        self._resumable.pop()
        if any(other in self._running for other in task.process.tasks.values()):
            self._let_go(task)  # At once: the other may be waiting for this, as an exec does.
        else:
            self._dying.append(task)

    def _forget(self, task: Task) -> None:
        """The task is no more, or not what it was."""
        for tasks in (self._running, self._listening, self._preempting, self._preempted):
            tasks.discard(task)
        self._asleep.pop(task, None)

    def _task_ended(self, task: Task, status: int) -> None:
        self._forget(task)
        super()._task_ended(task, status)
        self._others_may_move = True
