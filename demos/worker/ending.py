"""How processes end in an exploration: in steps between which the others may go.

A process that ends closes its descriptors before it becomes a zombie, and whoever reads from its pipes may come in
between. A deadly signal is brought by a messenger, in a step of its own, so that an operation that had begun when
the signal was sent may still be done. ``docs/outcomes.md`` explains why.
"""

from __future__ import annotations

import contextlib
import os
import signal

from demos.recording import INIT, Limits
from demos.worker import proc, ptrace, steering
from demos.worker.accesses import EXITS, KILLS, Accesses
from demos.worker.clock import VirtualClock
from demos.worker.controlled import ControlledTracer, Parked
from demos.worker.descriptors import Descriptors
from demos.worker.processes import Task, Tracee
from demos.worker.schedule import Action, ExploringScheduler, Step, messenger
from demos.worker.tracer import Loaded


class EndingTracer(ControlledTracer):
    """Makes the end of a process, and what signals do to it, steps of their own."""

    def __init__(
        self,
        loaded: Loaded,
        limits: Limits,
        clock: VirtualClock,
        scheduler: ExploringScheduler,
        *,
        coarse_waits: bool,
    ) -> None:
        super().__init__(loaded, limits, clock, scheduler, seed=0)
        self._lines = loaded.lines
        streams = {os.fstat(descriptor).st_ino: stream for stream, descriptor in loaded.outputs.items()}
        self._descriptors = Descriptors(self.table, streams)
        self._accesses = Accesses(self.table, self._demands, self._descriptors, coarse_waits=coarse_waits)
        self._doomed: dict[Tracee, Parked | None] = {}  # Who was sent SIGKILL, and what it may still do before.
        self._closing: dict[Task, Parked] = {}  # Whose end has begun: the descriptors are being closed, ...
        self._closed: set[Task] = set()  # ... and are closed.
        self._leaving: set[Task] = set()  # Whose end is the step that is being done.
        self._struck: set[Task] = set()  # Held on the way out: by its own fault, say, and so in a step of its own.
        self._unnoticed: set[Task] = set()  # Whose handler is to run behind the call that it is about to make.
        self._interruptions: dict[Task, proc.Interruption | None] = {}  # At this moment, as far as looked at.

    def _also(self, accesses: list[str]) -> None:
        """The operation that is being done touches these too, as it turns out."""
        raise NotImplementedError

    def _missed(self, task: Task) -> None:
        """The task will not do any more what it was about to do."""
        raise NotImplementedError

    def run(self) -> None:
        try:
            super().run()
        finally:
            for task in self._struck:  # Else the kernel would wait for them, and not for long only.
                with contextlib.suppress(OSError):
                    ptrace.cont(task.tid)

    # --- the steps that are possible ------------------------------------------------------------------------

    def _at_call(self, task: Task, entry: ptrace.SyscallEntry) -> None:
        self._leaving.discard(task)
        super()._at_call(task, entry)

    def _held_tasks(self) -> set[Task]:
        return super()._held_tasks() | self._closed | self._struck

    def _steps(self) -> list[Step]:
        now = self._time.nanoseconds
        self._interruptions.clear()
        steps = [step for step in super()._steps() if not self._comes_too_late(step)]
        for task in self.table.tasks.values():
            if task.process.pid == INIT:
                continue
            if task in self._leaving:
                continue
            if task in self._struck or (task in self._closed and task not in self._parked):
                steps.append(Step(now, task.number, Action.DIE, task))
            elif self._awaits_signal(task):
                steps.append(Step(now, messenger(task.number), Action.SIGNAL, task))
        return steps

    def _comes_too_late(self, step: Step) -> bool:
        """Whether it is a step of a process that is no more, or will never get to it."""
        if step.task is None:
            return step.process is None or step.process.ended
        return step.action in (Action.CONTINUE, Action.EXPIRE) and step.task.process in self._doomed

    def _parked_step(self, task: Task, parked: Parked) -> Step | None:
        process = task.process
        if process.stopped or process.pid == INIT or task in self._closing:
            return None
        if task not in self._closed:
            if process in self._doomed:
                comes_first = self._doomed[process] is not parked
            else:
                comes_first = self._interruption(task) is proc.Interruption.HANDLED
                if comes_first and self._is_retried(task, parked):
                    return Step(self._time.nanoseconds, task.number, Action.SIGNAL, task)
            if comes_first or (self._awaits_signal(task) and not self._is_ready(task, parked)):
                return None
        return self._own_step(task, parked)

    def _is_ready(self, task: Task, parked: Parked) -> bool:
        return parked.demand is None or self._demands.met(task, parked.demand)

    def _awaits_signal(self, task: Task) -> bool:
        """Whether a messenger brings the task a signal, before or behind its next operation."""
        if task in self._closed or task in self._closing:
            return False
        if task.process in self._doomed:
            return True
        return task in self._parked and not task.process.stopped and bool(self._interruption(task))

    def _interruption(self, task: Task) -> proc.Interruption | None:
        if task not in self._interruptions:
            known = task.process in self._signals_possible
            self._interruptions[task] = proc.interruption(task) if known else None
        return self._interruptions[task]

    # --- doing ----------------------------------------------------------------------------------------------

    def _do(self, step: Step) -> None:
        if step.action is Action.DIE and step.task is not None:
            self._die(step.task)
        elif step.action is Action.SIGNAL and step.task is not None:
            if step.who == step.task.number:
                self._unnoticed.add(step.task)
            self._strike(step.task)
        else:
            super()._do(step)

    def _perform(self, task: Task, parked: Parked) -> None:
        if task.process.pid != INIT:
            if parked.name in EXITS:
                if task not in self._closed and self._close_first(task, parked):
                    return
                self._leaving.add(task)
            elif parked.name in KILLS and self._doom(task, parked):
                return
        super()._perform(task, parked)

    def _doom(self, task: Task, parked: Parked) -> bool:
        """Send SIGKILL, so that it takes effect in a step of its own; False when the call is of another kind."""
        target, number = self._accesses.kill_of(task.process, parked.name, parked.entry.arguments)
        victims = [process for process in self._accesses.targets(task.process, target) if not process.ended]
        if number != signal.SIGKILL or not victims:
            return False
        self._leave_parking(task, parked)
        self._calls.enter(task, parked.entry)
        for victim in victims:
            first = next(iter(victim.tasks.values()), None)
            if first is not None and first not in self._closed and first not in self._struck:
                self._doomed.setdefault(victim, self._parked.get(first))
        self._answer_to_end(task, 0)
        return True

    def _answer_to_end(self, task: Task, result: int) -> None:
        """The call returns `result` without the kernel, and its end is heard of."""
        steering.answer(task.tid, result)
        self._resume(task, to_exit=True)

    def _strike(self, task: Task) -> None:
        """Deliver what the messenger brings. Whoever dies of it closes the descriptors first."""
        parked = self._parked.get(task)
        doomed = task.process in self._doomed
        deadly = doomed or self._interruption(task) is proc.Interruption.ENDS
        if deadly and parked is not None:
            self._missed(task)
        if deadly and parked is not None and self._close_first(task, parked):
            return
        if deadly:
            self._leaving.add(task)
        if doomed:
            self._kill(task)
        elif parked is not None:
            self._call_off(task, parked)

    def _restart_of(self, task: Task, parked: Parked) -> int:
        if task in self._unnoticed:
            self._unnoticed.discard(task)
        elif self._is_retried(task, parked):
            return steering.INTERRUPTED
        return super()._restart_of(task, parked)

    def _is_retried(self, task: Task, parked: Parked) -> bool:
        """Whether a handler can run before the call that has not begun, or behind it.

        Python looks for signals before it makes a call, and again when that was interrupted. What comes in between
        is noticed behind the call.
        """
        return not parked.waiting and parked.name in steering.RETRIED and bool(self._lines.caller(task))

    def _kill(self, task: Task) -> None:
        self._others_may_move = True
        with contextlib.suppress(ProcessLookupError):
            os.kill(task.process.host_pid, signal.SIGKILL)

    def _close_first(self, task: Task, parked: Parked) -> bool:
        """Begin the end of a process with the close of its descriptors; False when nobody could notice that."""
        process = task.process
        closed = self._accesses.closed_at_end(process)
        if not closed or len(process.tasks) > 1:
            return False
        if parked.name in EXITS and (process in self._doomed or self._interruption(task)):
            return False  # The signal would be delivered in between.
        self._also(closed)
        self._leave_parking(task, parked)
        task.entry, task.doing, task.began = None, "", None
        self._closing[task] = parked
        steering.close_all(task.tid)
        super()._resume(task, to_exit=True)
        return True

    def _call_ended(self, task: Task) -> None:
        if task in self._closing:
            self._closed_all(task, self._closing.pop(task))
        else:
            super()._call_ended(task)

    def _closed_all(self, task: Task, parked: Parked) -> None:
        """The descriptors of a process that is about to end are closed."""
        self._closed.add(task)
        if parked.name in EXITS and task.process not in self._doomed:
            steering.again(task.tid, parked.entry.number, parked.entry.arguments)
            super()._resume(task)

    def _die(self, task: Task) -> None:
        if task in self._struck:
            self._struck.discard(task)
            self._also(self._accesses.ended(task.process))
            self._let_go(task)
            return
        self._leaving.add(task)
        if task.process in self._doomed:
            self._kill(task)
        else:
            super()._resume(task)  # The signal is delivered.

    # --- what the common part reports -----------------------------------------------------------------------

    def _exiting(self, task: Task, code: int) -> None:
        super()._exiting(task, code)
        if len(task.process.tasks) > 1 or not self._dying or self._dying[-1] is not task:
            return
        if task in self._leaving:
            self._also(self._accesses.ended(task.process))
        else:
            self._dying.pop()
            self._struck.add(task)

    def _forget(self, task: Task) -> None:
        super()._forget(task)
        for tasks in (self._closed, self._leaving, self._struck, self._unnoticed):
            tasks.discard(task)
        self._closing.pop(task, None)

    def _task_ended(self, task: Task, status: int) -> None:
        if task in self._leaving and not task.process.ended:
            self._also(self._accesses.ended(task.process))  # The kernel did not stop it on its way.
        self._doomed.pop(task.process, None)
        super()._task_ended(task, status)
