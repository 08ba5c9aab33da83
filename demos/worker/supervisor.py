"""One run, from the job to the Recording: starts the sandbox's init, traces, and ends everything.

Three processes are born here, each a fork of the warm worker: the supervisor, which traces; the init, PID 1 of the
run's namespace, which reaps orphans; and the program's first process, PID 2.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import time
from dataclasses import dataclass
from typing import NoReturn

from demos.recording import Ending, Job, Recording, Stream
from demos.worker import kernel, program, ptrace, sandbox, seccomp
from demos.worker.calls import OUTPUT_PIPE_BYTES
from demos.worker.tracer import Tracer

_KILL_PATIENCE_SECONDS = 5.0


class SandboxError(Exception):
    """The sandbox could not be shut around the run, so nothing was run."""


@dataclass(frozen=True, slots=True)
class _Pipes:
    """The pipes between the supervisor and the run's init and program; (read end, write end) each."""

    stdin: tuple[int, int]
    stdout: tuple[int, int]
    stderr: tuple[int, int]
    ready: tuple[int, int]
    go: tuple[int, int]

    @classmethod
    def open(cls) -> _Pipes:
        return cls(*(os.pipe() for _ in range(5)))


def supervise(job: Job, code: bytes) -> Recording:
    """Run the job in a new sandbox below this process and record it; `code` is the system call filter.

    Raises:
        SandboxError: the sandbox could not be shut; nothing was run.
    """
    began = time.monotonic()
    pipes = _Pipes.open()
    for _, write_end in (pipes.stdin, pipes.stdout, pipes.stderr):
        fcntl.fcntl(write_end, fcntl.F_SETPIPE_SZ, OUTPUT_PIPE_BYTES)
    stdin = job.stdin.encode("utf-8", errors="surrogateescape")
    os.write(pipes.stdin[1], stdin)
    os.close(pipes.stdin[1])
    kernel.unshare(kernel.CLONE_NEWPID)
    init = os.fork()
    if init == 0:
        _be_init(job, code, pipes)
    for end in (pipes.stdin[0], pipes.stdout[1], pipes.stderr[1], pipes.ready[1], pipes.go[0]):
        os.close(end)
    _wait_until_sealed(pipes.ready[0])
    ptrace.seize(init)
    outputs: dict[Stream, int] = {"stdout": pipes.stdout[0], "stderr": pipes.stderr[0]}
    for descriptor in outputs.values():
        os.set_blocking(descriptor, False)
    tracer = Tracer(init, job.limits, outputs)
    os.write(pipes.go[1], b"!")
    tracer.run()
    tracer.recorder.drain()
    seconds = tracer.recorder.now()
    _end_everybody(init)
    return _recording(job, tracer, seconds, time.monotonic() - began)


def _wait_until_sealed(ready: int) -> None:
    answer = os.read(ready, 1000)
    if answer != b"ok":
        raise SandboxError(answer.decode("utf-8", errors="replace") or "the sandbox's init ended at once")


def _be_init(job: Job, code: bytes, pipes: _Pipes) -> NoReturn:
    """The life of PID 1; PID 2 begins its own in here."""
    try:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        sandbox.seal(job.limits)
        program.write(job.program)
        os.write(pipes.ready[1], b"ok")
    except OSError as error:
        os.write(pipes.ready[1], str(error).encode())
        os._exit(1)
    os.read(pipes.go[0], 1)
    for target, source in enumerate((pipes.stdin[0], pipes.stdout[1], pipes.stderr[1])):
        os.dup2(source, target)
    sandbox.close_descriptors_from(3)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # A PID 1 without a handler cannot be killed from inside.
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    kernel.set_name("python3")
    seccomp.install(code)
    if os.fork() == 0:
        program.run(job.program)
    kernel.set_name("init")
    for descriptor in range(3):
        os.close(descriptor)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    os._exit(0)


def _end_everybody(init: int) -> None:
    """Kill the namespace's PID 1, with which the kernel kills all others, and see every one of them gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(init, signal.SIGKILL)
    deadline = time.monotonic() + _KILL_PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            found = ptrace.wait(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if found is None:
            signal.sigtimedwait({signal.SIGCHLD}, _KILL_PATIENCE_SECONDS / 100)
        elif os.WIFSTOPPED(found[1]):
            with contextlib.suppress(ProcessLookupError):
                ptrace.cont(found[0])


def _recording(job: Job, tracer: Tracer, seconds: float, wall_seconds: float) -> Recording:
    recorder = tracer.recorder
    return Recording(
        program=job.program,
        ending=_ending(tracer),
        bound=tracer.bound,
        clock=job.clock,
        schedule=job.schedule,
        seed=job.seed,
        stdout=recorder.outputs["stdout"].text(),
        stderr=recorder.outputs["stderr"].text(),
        omitted_bytes=sum(output.omitted for output in recorder.outputs.values()),
        events=tuple(recorder.events),
        omitted_events=recorder.omitted_events,
        snapshots=tuple(recorder.snapshots),
        seconds=seconds,
        wall_seconds=round(wall_seconds, 6),
    )


def _ending(tracer: Tracer) -> Ending:
    first = tracer.first
    if first is not None and first.ended:
        return (
            Ending(kind="signaled", signal=first.signal)
            if first.signal is not None
            else Ending(kind="exited", code=first.code)
        )
    return Ending(kind=tracer.bound or "killed")
