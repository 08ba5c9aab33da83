"""The natural schedule: processes run as the kernel schedules them, in real time, and the tracer only watches."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque

from demos.recording import Limits
from demos.worker import ptrace
from demos.worker.clock import RealClock
from demos.worker.processes import Task
from demos.worker.tracer import TICK_SECONDS, Loaded, Tracer


class NaturalTracer(Tracer):
    """Resumes each task as soon as its stop has been recorded."""

    def __init__(self, loaded: Loaded, limits: Limits) -> None:
        super().__init__(loaded, limits, RealClock())
        self._writer: Task | None = None  # Only one writes to the output at a time, so each byte's writer is known.
        self._writers: deque[Task] = deque()

    @property
    def writer(self) -> Task | None:
        return self._writer

    def run(self) -> None:
        began = time.monotonic()
        next_look = began + TICK_SECONDS
        while not self._done():
            if time.monotonic() >= next_look:
                next_look = self._check_bounds(began)
            try:
                found = ptrace.wait(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if found is None:
                signal.sigtimedwait({signal.SIGCHLD}, TICK_SECONDS)
                continue
            with contextlib.suppress(ProcessLookupError):  # SIGKILL may take a task between its stop and our look.
                self._heard(*found)
            if self._writer is not None and self._writer.writes_to is None:
                self._next_writer()

    def _resume(self, task: Task, *, to_exit: bool = False, signal: int = 0) -> None:
        if to_exit:
            ptrace.cont_to_exit(task.tid, signal)
        else:
            ptrace.cont(task.tid, signal)

    def _at_call(self, task: Task, entry: ptrace.SyscallEntry) -> None:
        matters = self._calls.enter(task, entry)
        if self.bound is not None:
            return
        if task.writes_to is not None and self._writer is not None:
            self._writers.append(task)
            return
        if task.writes_to is not None:
            self._writer = task
        self._resume(task, to_exit=matters)

    def _next_writer(self) -> None:
        self._writer = None
        while self._writers and self._writer is None:
            task = self._writers.popleft()
            with contextlib.suppress(ProcessLookupError):
                self._resume(task, to_exit=True)
                self._writer = task
