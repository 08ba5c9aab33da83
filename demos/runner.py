"""Runs jobs: a pool of warm workers behind a fair queue, for asyncio programs.

    async with Runner() as runner:
        recording = await runner.run(job_from_file("orphan.py"))

The caller gets a Recording or a `RunError`, always. A worker that dies or does not answer is replaced; the job it
had fails with `WorkerFailed` and is not run again by itself, since it may be what killed the worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from demos.errors import (
    IsolationUnavailable,
    LanguageUnavailable,
    NotCompiled,
    QueueFull,
    RunError,
    RunnerClosed,
    ScheduleMismatch,
    WorkerFailed,
)
from demos.recording import Job, Program, Recording
from demos.toolchain import Toolchain, find
from demos.worker.frames import Compiled
from demos.workers import Worker

__all__ = [
    "IsolationUnavailable",
    "LanguageUnavailable",
    "NotCompiled",
    "QueueFull",
    "RunError",
    "Runner",
    "RunnerClosed",
    "RunnerStatus",
    "ScheduleMismatch",
    "WorkerFailed",
    "job_from_file",
]

_log = logging.getLogger(__name__)

_QUEUE_LENGTH = 256
_COMPILED_KEPT = 8


@dataclass(frozen=True, slots=True)
class RunnerStatus:
    """How many workers there are, how many are running a job, and how many jobs wait."""

    workers: int
    busy: int
    queued: int


def job_from_file(path: str | os.PathLike[str], **job_fields: Any) -> Job:
    """A Job that runs the program in a file; the language follows from its ending (``.py``, ``.c``).

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not UTF-8, or its ending names no known language.
    """
    file = Path(path)
    languages = {".py": "python", ".c": "c"}
    if file.suffix not in languages:
        raise ValueError(f"{file.name}: expected a file that ends in {' or '.join(languages)}")
    program = Program(file.name, file.read_text(encoding="utf-8"), languages[file.suffix])
    return Job(program, **job_fields)


class _Queue:
    """Waiting jobs, taken in turns from each owner, so that nobody who asks for much makes the others wait."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._by_owner: OrderedDict[Hashable, deque[_Request]] = OrderedDict()
        self._filled = asyncio.Semaphore(0)

    def __len__(self) -> int:
        return sum(len(waiting) for waiting in self._by_owner.values())

    def put(self, owner: Hashable, request: _Request) -> None:
        if len(self) >= self._length:
            raise QueueFull(f"{self._length} jobs wait already")
        self._by_owner.setdefault(owner, deque()).append(request)
        self._filled.release()

    async def get(self) -> _Request:
        while True:
            await self._filled.acquire()
            if self._by_owner:  # Else it was taken back meanwhile.
                break
        owner, waiting = self._by_owner.popitem(last=False)
        request = waiting.popleft()
        if waiting:
            self._by_owner[owner] = waiting  # To the end: the others come first now.
        return request

    def take_back(self, owner: Hashable, request: _Request) -> None:
        """The request is not wanted any more; it may have been taken already."""
        waiting = self._by_owner.get(owner, deque())
        with contextlib.suppress(ValueError):
            waiting.remove(request)
        if not waiting:
            self._by_owner.pop(owner, None)

    def place(self, owner: Hashable) -> int:
        """In how many turns the owner's next job is taken; 0 when none of theirs waits."""
        return list(self._by_owner).index(owner) + 1 if owner in self._by_owner else 0

    def drain(self) -> list[_Request]:
        requests = [request for waiting in self._by_owner.values() for request in waiting]
        self._by_owner.clear()
        return requests


@dataclass(eq=False, slots=True)
class _Request:
    job: Job
    result: asyncio.Future[Recording]


class Runner:
    """A pool of workers; an async context manager.

    Args:
        workers: how many jobs run at once; one for each core this process may use by default.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._count = workers or len(os.sched_getaffinity(0))
        self._queue = _Queue(_QUEUE_LENGTH)
        self._compiler = _Compiler()
        self._slots: list[asyncio.Task[None]] = []
        self._busy = 0
        self._closed = True

    async def __aenter__(self) -> Self:
        self._closed = False
        started = [asyncio.get_running_loop().create_future() for _ in range(self._count)]
        self._slots = [
            asyncio.create_task(self._serve(future, core), name="forklore-worker")
            for future, core in zip(started, _cores(), strict=False)
        ]
        await asyncio.gather(*started)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        for slot in self._slots:
            slot.cancel()
        await asyncio.gather(*self._slots, return_exceptions=True)
        self._slots = []
        for request in self._queue.drain():
            _answer(request, RunnerClosed("the runner was closed"))

    def status(self) -> RunnerStatus:
        """The pool's load at this moment."""
        return RunnerStatus(workers=len(self._slots), busy=self._busy, queued=len(self._queue))

    def place(self, owner: Hashable) -> int:
        """The place of the owner's next job among those that wait for a worker; 0 when none of theirs does."""
        free = len(self._slots) - self._busy
        return max(0, self._queue.place(owner) - free)

    async def run(self, job: Job, *, owner: Hashable = None) -> Recording:
        """Run a job. Jobs of different owners take turns. Cancelling ends the run at once.

        Raises:
            IsolationUnavailable: the host does not allow the sandbox; nothing was run.
            LanguageUnavailable: programs in that language cannot be run.
            NotCompiled: the program does not compile.
            QueueFull: too many jobs wait already.
            ScheduleMismatch: the job's choices do not fit its program.
            WorkerFailed: the worker died or did not answer in time.
            RunnerClosed: the runner was not entered, or was closed meanwhile.
        """
        if self._closed:
            raise RunnerClosed("the runner is not running")
        if job.program.language == "c":
            await self._compiler.toolchain()
        elif job.program.language != "python":
            raise LanguageUnavailable(f"no program in {job.program.language} can be run")
        request = _Request(job, asyncio.get_running_loop().create_future())
        self._queue.put(owner, request)
        try:
            return await request.result
        except asyncio.CancelledError:
            # The future is cancelled too, which `_run` watches.
            self._queue.take_back(owner, request)
            raise

    async def _serve(self, started: asyncio.Future[None], core: int) -> None:
        """The life of one slot: job after job, with workers that are replaced whenever they have died."""
        slot = _Slot(core, self._compiler)
        try:
            try:
                await slot.ready()
            except RunError as error:
                _log.error("no worker: %s", error)
            started.set_result(None)
            while True:
                request = await self._queue.get()
                if request.result.done():
                    continue
                self._busy += 1
                try:
                    await self._run(request, slot)
                finally:
                    self._busy -= 1
        finally:
            await slot.kill()

    async def _run(self, request: _Request, slot: _Slot) -> None:
        """Answer one request."""
        running = asyncio.ensure_future(slot.record(request.job))
        try:
            await asyncio.wait({running, request.result}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                _answer(request, running.result())
                return
        except NotCompiled as error:
            _answer(request, error)
            return
        except RunError as error:
            _answer(request, error)
        except asyncio.CancelledError:
            _answer(request, RunnerClosed("the runner was closed"))
            raise
        finally:
            if running.cancel():  # The caller gave up, or the runner is closed.
                await asyncio.gather(running, return_exceptions=True)
        await slot.kill()


def _answer(request: _Request, answer: Recording | RunError) -> None:
    if request.result.done():
        return
    if isinstance(answer, RunError):
        request.result.set_exception(answer)
    else:
        request.result.set_result(answer)


class _Slot:
    """A place for one job at a time: its worker and, once that was needed, the worker that compiles for it."""

    def __init__(self, core: int, compiler: _Compiler) -> None:
        self._core = core
        self._compiler = compiler
        self._workers: dict[Toolchain | None, Worker] = {}

    async def ready(self) -> None:
        """Start the worker.

        Raises:
            RunError: it cannot be started now.
        """
        await self._worker(None)

    async def record(self, job: Job) -> Recording:
        """Run a job; the slot is of no use until `kill` when that fails, other than by `NotCompiled`.

        Raises:
            RunError: see `Runner.run`.
        """
        if job.program.language != "c":
            return await (await self._worker(None)).run(job)
        made = await self._compiler.compiled(job.program, self.compile)
        if not made.executable:
            raise NotCompiled(made.diagnostics, made.bound)
        recording = await (await self._worker(None)).run(job, made.executable)
        return msgspec.structs.replace(recording, diagnostics=made.diagnostics)

    async def compile(self, program: Program, toolchain: Toolchain) -> Compiled:
        """Compile a program with a worker of its own."""
        return await (await self._worker(toolchain)).compile(program, toolchain)

    async def kill(self) -> None:
        """End the workers; the next job gets new ones."""
        for toolchain, worker in list(self._workers.items()):
            await worker.kill()  # If that is cancelled, it is there to be killed again.
            self._workers.pop(toolchain, None)

    async def _worker(self, toolchain: Toolchain | None) -> Worker:
        """The worker that runs, or that compiles with a toolchain; a new one when it has died."""
        worker = self._workers.get(toolchain)
        if worker is not None and not worker.alive:
            del self._workers[toolchain]
            await worker.kill()
            worker = None
        if worker is None:
            worker = await Worker.start(self._core, toolchain.shown if toolchain else ())
            self._workers[toolchain] = worker
        return worker


class _Compiler:
    """The host's compiler, found when it is needed, and what was compiled last: many runs are of one program."""

    def __init__(self) -> None:
        self._toolchain: Toolchain | None = None
        self._latest: OrderedDict[Program, Compiled] = OrderedDict()

    async def toolchain(self) -> Toolchain:
        """The compiler.

        Raises:
            LanguageUnavailable: there is none.
        """
        if self._toolchain is None:
            self._toolchain = await asyncio.to_thread(find)
        if self._toolchain is None:
            raise LanguageUnavailable("this host has no C compiler: neither cc nor gcc nor clang")
        return self._toolchain

    async def compiled(
        self, program: Program, compile_it: Callable[[Program, Toolchain], Awaitable[Compiled]]
    ) -> Compiled:
        """What the program is compiled to, by `compile_it` unless that is known.

        Raises:
            RunError: see `Runner.run`.
        """
        made = self._latest.pop(program, None)
        if made is None:
            made = await compile_it(program, await self.toolchain())
        if made.executable:
            self._latest[program] = made
            if len(self._latest) > _COMPILED_KEPT:
                self._latest.popitem(last=False)
        return made


def _cores() -> Iterator[int]:
    """The cores of this process, over and over, for one worker each; not all programs begin with the same."""
    cores = sorted(os.sched_getaffinity(0))
    return itertools.islice(itertools.cycle(cores), os.getpid() % len(cores), None)
