"""The Runner's side of a worker process (`demos.worker`): starts it, asks it, hears its answers or its death."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import msgspec
import psutil

from demos import cgroups
from demos.cgroups import Cgroup
from demos.errors import IsolationUnavailable, ScheduleMismatch, WorkerFailed
from demos.recording import Job, Program, Recording, from_json
from demos.toolchain import Toolchain
from demos.worker.frames import (
    HEADER,
    MAXIMUM_BYTES,
    Answer,
    Compile,
    Compiled,
    Done,
    Mismatched,
    Ready,
    Refused,
    Request,
    Run,
    encode,
    unpack,
)

_log = logging.getLogger(__name__)

_START_SECONDS = 20.0
_PATIENCE_SECONDS = 15.0  # Beyond a job's own wall bound, which the supervisor keeps.
_COMPILE_SECONDS = 20.0  # More than the compiler's own bound, which the supervisor keeps too.
_BOOTSTRAP = (
    "import json,os,sys;"
    "n=int.from_bytes(os.read(0,4),'big');"
    "path,shown,cgroup=json.loads(os.read(0,n));"
    "sys.path[:0]=path;"
    "from demos.worker.__main__ import main;"
    "main(shown,cgroup)"
)


class Worker:
    """One worker process, between jobs or running one."""

    def __init__(self, process: asyncio.subprocess.Process, cgroup: Cgroup | None) -> None:
        self._process = process
        self._cgroup = cgroup
        self._log_task = asyncio.create_task(self._log_errors())

    @classmethod
    async def start(cls, core: int, shown: Sequence[str] = ()) -> Self:
        """Start a worker on one processor core, and wait until it is inside its sandbox.

        `shown`: files and folders of the host that its sandbox has besides the interpreter. The tracer and what it
        traces take turns. On one core the turn passes without waking another, which saves a quarter of the time
        that a run takes.

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
        cgroup = cgroups.make()
        worker = cls(process, cgroup)
        group = (str(cgroup.folder), cgroup.version) if cgroup else None
        try:
            async with asyncio.timeout(_START_SECONDS):
                worker._send(json.dumps((import_path(), shown, group)).encode())
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

    async def run(self, job: Job, executable: bytes = b"") -> Recording:
        """Run one job; `executable` is what its program was compiled to.

        Raises:
            IsolationUnavailable: the sandbox could not be shut around this run.
            ScheduleMismatch: the job's choices do not fit its program.
            WorkerFailed: no usable answer.

        After any of these the worker is not to be used again.
        """
        answer = await self._ask(Run(job, executable), job.limits.wall_seconds + _PATIENCE_SECONDS)
        if isinstance(answer, Done):
            return from_json(bytes(answer.recording))
        if isinstance(answer, Mismatched):
            raise ScheduleMismatch(answer.who, answer.choice)
        raise WorkerFailed(str(answer))

    async def compile(self, program: Program, toolchain: Toolchain) -> Compiled:
        """Compile a program: for a worker to which the toolchain's parts are shown.

        Raises:
            IsolationUnavailable, WorkerFailed: see `run`.
        """
        answer = await self._ask(Compile(program, toolchain.compiler, toolchain.path), _COMPILE_SECONDS)
        if isinstance(answer, Compiled):
            return answer
        raise WorkerFailed(str(answer))

    async def _ask(self, request: Request, seconds: float) -> Answer:
        try:
            async with asyncio.timeout(seconds):
                self._send(encode(request))
                answer = await self._receive()
        except TimeoutError:
            raise WorkerFailed("the worker did not answer in time") from None
        if isinstance(answer, Refused):
            raise IsolationUnavailable(answer.step)
        return answer

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
        if self._cgroup is not None:
            try:
                await self._cgroup.remove()
            except OSError as error:  # The next Runner tries again.
                _log.error("a control group stays: %s", error)


def interpreter() -> str:
    """The Python that workers run: this one, outside of any virtual environment."""
    return str(getattr(sys, "_base_executable", sys.executable))


def import_path() -> list[str]:
    """Where a worker finds this package and the two libraries that it needs."""
    packages = (Path(__file__).parent, Path(psutil.__file__).parent, Path(msgspec.__file__).parent)
    return list(dict.fromkeys(str(package.parent) for package in packages))
