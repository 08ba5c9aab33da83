"""A worker: enters the sandbox once, then runs one job after the other, each in a supervisor forked for it.

Started by the Runner (`demos.runner`) with an empty environment, handed its import path on standard input, so that
nothing of the host shows in its command line. Jobs come in on standard input, answers go out on standard
output; both move out of the program's reach before the first job.
"""

from __future__ import annotations

import gc
import os
import signal
from typing import NoReturn

import msgspec

from demos.recording import Job, job_from_json, to_json
from demos.worker import kernel, program, sandbox, seccomp, supervisor
from demos.worker.frames import HEADER, Answer, Done, Failed, Ready, Refused, pack

_BROKE_DOWN = 70  # EX_SOFTWARE of sysexits.h


def main() -> None:
    """Serve until standard input ends."""
    jobs, answers = _claim_descriptors()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    program.warm_up()
    try:
        code = seccomp.program()
        sandbox.enter()
    except OSError as error:
        _send(answers, Refused(str(error)))
        return
    gc.collect()
    gc.freeze()
    _send(answers, Ready())
    while (body := _receive(jobs)) is not None:
        _serve(job_from_json(body), code, answers)


def _claim_descriptors() -> tuple[int, int]:
    """Move the Runner's pipes away from 0 and 1, which the interpreter's standard streams keep using."""
    jobs, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    os.close(nothing)
    return jobs, answers


def _serve(job: Job, code: bytes, answers: int) -> None:
    worker = os.getpid()
    child = os.fork()
    if child == 0:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != worker:
            os._exit(_BROKE_DOWN)
        _supervise(job, code, answers)
    _, status = os.waitpid(child, 0)
    if status:
        _send(answers, Failed(f"the supervisor ended with wait status {status:#x}"))


def _supervise(job: Job, code: bytes, answers: int) -> NoReturn:
    answer: Answer
    try:
        answer = Done(msgspec.Raw(to_json(supervisor.supervise(job, code))))
    except supervisor.SandboxError as error:
        answer = Refused(str(error))
    except Exception as error:
        answer = Failed(f"{type(error).__name__}: {error}")
    _send(answers, answer)
    os._exit(0)


def _send(descriptor: int, answer: Answer) -> None:
    frame = memoryview(pack(answer))
    while frame:
        frame = frame[os.write(descriptor, frame) :]


def _receive(descriptor: int) -> bytes | None:
    header = _read_exactly(descriptor, HEADER.size)
    return _read_exactly(descriptor, HEADER.unpack(header)[0]) if header else None


def _read_exactly(descriptor: int, size: int) -> bytes | None:
    """`size` bytes, or None when the other side closed."""
    data = b""
    while len(data) < size:
        chunk = os.read(descriptor, size - len(data))
        if not chunk:
            return None
        data += chunk
    return data
