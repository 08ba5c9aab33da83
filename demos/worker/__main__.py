"""A worker: the tracer process. It starts a zygote, follows it into the sandbox, and runs one job after the other.

Started by the Runner (`demos.runner`) with an empty environment, handed its import path on standard input, so that
nothing of the host shows in its command line. Jobs come in on standard input, answers go out on standard output.
"""

from __future__ import annotations

import os
import signal

import msgspec

from demos.recording import job_from_json, to_json
from demos.worker.calibrate import calibrate
from demos.worker.frames import HEADER, Answer, Done, Failed, Mismatched, Ready, Refused, pack
from demos.worker.schedule import ScheduleMismatch
from demos.worker.supervisor import SandboxError, Zygote, supervised

_JOBS, _ANSWERS = 0, 1


def main() -> None:
    """Serve until standard input ends."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        zygote = Zygote(calibrate())
    except (SandboxError, OSError) as error:
        _send(Refused(str(error)))
        return
    _send(Ready())
    while (body := _receive()) is not None:
        if not _serve(body, zygote):
            return  # Whatever went wrong, the next run gets a fresh worker.


def _serve(body: bytes, zygote: Zygote) -> bool:
    """Run one job and answer; returns whether all went well."""
    try:
        with supervised(job_from_json(body), zygote) as recording:
            _send(Done(msgspec.Raw(to_json(recording))))
    except SandboxError as error:
        _send(Refused(str(error)))
        return False
    except ScheduleMismatch as error:
        _send(Mismatched(error.who, error.choice))
        return False
    except Exception as error:
        _send(Failed(f"{type(error).__name__}: {error}"))
        return False
    return True


def _send(answer: Answer) -> None:
    frame = memoryview(pack(answer))
    while frame:
        frame = frame[os.write(_ANSWERS, frame) :]


def _receive() -> bytes | None:
    header = _read_exactly(HEADER.size)
    return _read_exactly(HEADER.unpack(header)[0]) if header else None


def _read_exactly(size: int) -> bytes | None:
    """`size` bytes, or None when the Runner closed its end."""
    data = b""
    while len(data) < size:
        chunk = os.read(_JOBS, size - len(data))
        if not chunk:
            return None
        data += chunk
    return data
