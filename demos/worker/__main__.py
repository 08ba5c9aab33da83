"""A worker: the tracer process. It starts a zygote, follows it into the sandbox, and runs one job after the other.

Started by the Runner (`demos.runner`) with an empty environment, handed its import path on standard input, so that
nothing of the host shows in its command line. Jobs come in on standard input, answers go out on standard output.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

import msgspec

from demos.recording import to_json
from demos.worker.calibrate import calibrate
from demos.worker.cgroup import Bound
from demos.worker.compiling import compiled
from demos.worker.frames import HEADER, Answer, Compile, Done, Failed, Mismatched, Ready, Refused, decode, pack
from demos.worker.schedule import ScheduleMismatch
from demos.worker.supervisor import SandboxError, Zygote, supervised

_JOBS, _ANSWERS = 0, 1


def main(shown: Sequence[str], cgroup: tuple[str, int] | None) -> None:
    """Serve until standard input ends.

    `shown`: files and folders to be seen in the sandbox, as by a compiler. `cgroup`: see `Bound`, None without one.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        zygote = Zygote(calibrate(), shown, Bound(*cgroup) if cgroup else None)
    except (SandboxError, OSError) as error:
        _send(Refused(str(error)))
        return
    _send(Ready())
    while (body := _receive()) is not None:
        if not _serve(body, zygote):
            return  # Whatever went wrong, the next run gets a fresh worker.


def _serve(body: bytes, zygote: Zygote) -> bool:
    """Do what was asked for and answer; returns whether all went well."""
    try:
        asked = decode(body)
        if isinstance(asked, Compile):
            _send(compiled(asked, zygote))
        else:
            with supervised(asked.job, asked.executable, zygote) as recording:
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
