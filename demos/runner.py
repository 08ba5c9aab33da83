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
import json
import logging
import os
import signal
import sys
from collections import OrderedDict, deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import psutil

from demos.recording import Job, Program, Recording, from_json, to_json
from demos.worker.frames import HEADER, MAXIMUM_BYTES, Answer, Done, Mismatched, Ready, Refused, unpack

_log = logging.getLogger(__name__)

_QUEUE_LENGTH = 256
_START_SECONDS = 20.0
_PATIENCE_SECONDS = 15.0  # Beyond a job's own wall bound, which the supervisor keeps.
_BOOTSTRAP = (
    "import json,os,sys;"
    "n=int.from_bytes(os.read(0,4),'big');"
    "sys.path[:0]=json.loads(os.read(0,n));"
    "from demos.worker.__main__ import main;"
    "main()"
)
_REMEDY = (
    "Allow unprivileged user namespaces and mounting /proc inside them, or give the bot a machine that does; "
    "'python -m demos doctor' tells what is missing."
)


class RunError(Exception):
    """A job was not run to a Recording."""


class IsolationUnavailable(RunError):
    """The host does not allow the sandbox, so nothing was run. `remedy` says what to change."""

    def __init__(self, reason: str, remedy: str = _REMEDY) -> None:
        super().__init__(f"the sandbox cannot be made here ({reason}). {remedy}")
        self.reason = reason
        self.remedy = remedy


class LanguageUnavailable(RunError):
    """Programs in that language cannot be run here."""


class QueueFull(RunError):
    """Too many jobs wait already."""


class WorkerFailed(RunError):
    """The worker died or did not answer in time."""


class ScheduleMismatch(RunError):
    """The job's choices do not fit its program: `who` could not go at the choice with the index `choice`."""

    def __init__(self, who: int, choice: int) -> None:
        super().__init__(f"{who} cannot go at choice {choice}: the schedule is of another program")
        self.who = who
        self.choice = choice


class RunnerClosed(RunError):
    """The runner is being shut down."""


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
            QueueFull: too many jobs wait already.
            ScheduleMismatch: the job's choices do not fit its program.
            WorkerFailed: the worker died or did not answer in time.
            RunnerClosed: the runner was not entered, or was closed meanwhile.
        """
        if self._closed:
            raise RunnerClosed("the runner is not running")
        if job.program.language != "python":
            raise LanguageUnavailable(f"no program in {job.program.language} can be run here yet")
        request = _Request(job, asyncio.get_running_loop().create_future())
        self._queue.put(owner, request)
        try:
            return await request.result
        except asyncio.CancelledError:
            # The future is cancelled too, which `_run` watches.
            self._queue.take_back(owner, request)
            raise

    async def _serve(self, started: asyncio.Future[None], core: int) -> None:
        """The life of one worker slot: a worker, replaced whenever it has died, and job after job."""
        worker: _Worker | None = None
        try:
            try:
                worker = await _Worker.start(core)
            except RunError as error:
                _log.error("no worker: %s", error)
            started.set_result(None)
            while True:
                request = await self._queue.get()
                if request.result.done():
                    continue
                self._busy += 1
                try:
                    worker = await self._run(request, worker, core)
                finally:
                    self._busy -= 1
        finally:
            if worker is not None:
                await worker.kill()

    async def _run(self, request: _Request, worker: _Worker | None, core: int) -> _Worker | None:
        """Answer one request; returns the worker to go on with, None when it is gone."""
        try:
            if worker is not None and not worker.alive:
                await worker.kill()
                worker = None
            if worker is None:
                worker = await _Worker.start(core)
            running = asyncio.ensure_future(worker.run(request.job))
            try:
                await asyncio.wait({running, request.result}, return_when=asyncio.FIRST_COMPLETED)
            except asyncio.CancelledError:
                running.cancel()  # Else it would complain, when the worker is killed, that nobody asked.
                raise
            if not running.done():  # The caller gave up.
                running.cancel()
                await worker.kill()
                return None
            _answer(request, running.result())
        except RunError as error:
            _answer(request, error)
            if worker is not None:
                await worker.kill()
            return None
        except asyncio.CancelledError:
            _answer(request, RunnerClosed("the runner was closed"))
            if worker is not None:
                await worker.kill()
            raise
        return worker


def _answer(request: _Request, answer: Recording | RunError) -> None:
    if request.result.done():
        return
    if isinstance(answer, RunError):
        request.result.set_exception(answer)
    else:
        request.result.set_result(answer)


class _Worker:
    """One worker process, between jobs or running one."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._log_task = asyncio.create_task(self._log_errors())

    @classmethod
    async def start(cls, core: int) -> Self:
        """Start a worker on one processor core, and wait until it is inside its sandbox.

        The tracer and what it traces take turns. On one core the turn passes without waking another, which saves
        a quarter of the time that a run takes.

        Raises:
            IsolationUnavailable: the host does not allow it.
            WorkerFailed: it died, or took too long.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                interpreter(),
                *("-s", "-S", "-P", "-c", _BOOTSTRAP),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env={"PYTHONHASHSEED": "0"},
                cwd="/",
                start_new_session=True,
                limit=MAXIMUM_BYTES,
            )
        except OSError as error:
            raise WorkerFailed(f"a worker did not start: {error}") from error
        with contextlib.suppress(OSError):
            os.sched_setaffinity(process.pid, {core})
        worker = cls(process)
        try:
            async with asyncio.timeout(_START_SECONDS):
                worker._send(json.dumps(import_path()).encode())
                answer = await worker._receive()
        except (WorkerFailed, TimeoutError) as error:
            await worker.kill()
            raise WorkerFailed(f"a worker did not start: {error or 'it took too long'}") from None
        except BaseException:
            await worker.kill()
            raise
        if isinstance(answer, Refused):
            await worker.kill()
            raise IsolationUnavailable(answer.step)
        if not isinstance(answer, Ready):
            await worker.kill()
            raise WorkerFailed(f"a worker did not start: {answer}")
        return worker

    @property
    def alive(self) -> bool:
        """Whether nobody has seen it end."""
        return self._process.returncode is None

    async def run(self, job: Job) -> Recording:
        """Run one job.

        Raises:
            IsolationUnavailable: the sandbox could not be shut around this run.
            ScheduleMismatch: the job's choices do not fit its program.
            WorkerFailed: no usable answer.

        After any of these the worker is not to be used again.
        """
        try:
            async with asyncio.timeout(job.limits.wall_seconds + _PATIENCE_SECONDS):
                self._send(to_json(job))
                answer = await self._receive()
        except TimeoutError:
            raise WorkerFailed("the worker did not answer in time") from None
        if isinstance(answer, Done):
            return from_json(bytes(answer.recording))
        if isinstance(answer, Refused):
            raise IsolationUnavailable(answer.step)
        if isinstance(answer, Mismatched):
            raise ScheduleMismatch(answer.who, answer.choice)
        raise WorkerFailed(str(answer))

    def _send(self, body: bytes) -> None:
        assert self._process.stdin is not None  # noqa: S101 - asked for in `start`
        self._process.stdin.write(HEADER.pack(len(body)) + body)

    async def _receive(self) -> Answer:
        assert self._process.stdout is not None  # noqa: S101 - asked for in `start`
        try:
            size = HEADER.unpack(await self._process.stdout.readexactly(HEADER.size))[0]
            if size > MAXIMUM_BYTES:
                raise WorkerFailed(f"the worker announced {size} bytes")
            return unpack(await self._process.stdout.readexactly(size))
        except asyncio.IncompleteReadError:
            raise WorkerFailed("the worker died") from None
        except msgspec.DecodeError as error:
            raise WorkerFailed(f"the worker's answer was not understood: {error}") from error

    async def _log_errors(self) -> None:
        assert self._process.stderr is not None  # noqa: S101 - asked for in `start`
        async for line in self._process.stderr:
            _log.warning("worker %d: %s", self._process.pid, line.decode("utf-8", "backslashreplace").rstrip())

    async def kill(self) -> None:
        """End the worker and everything below it, and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        self._log_task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._log_task
        transport = getattr(self._process, "_transport", None)
        if transport is not None:
            transport.close()


def _cores() -> Iterator[int]:
    """The cores of this process, over and over, for one worker each; not all programs begin with the same."""
    cores = sorted(os.sched_getaffinity(0))
    return itertools.islice(itertools.cycle(cores), os.getpid() % len(cores), None)


def interpreter() -> str:
    """The Python that workers run: this one, outside of any virtual environment."""
    return str(getattr(sys, "_base_executable", sys.executable))


def import_path() -> list[str]:
    """Where a worker finds this package and the two libraries that it needs."""
    packages = (Path(__file__).parent, Path(psutil.__file__).parent, Path(msgspec.__file__).parent)
    return list(dict.fromkeys(str(package.parent) for package in packages))
