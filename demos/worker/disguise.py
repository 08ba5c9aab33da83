"""What a program reads of process states, as it would be without a tracer.

In /proc a process that the tracer holds is in state ``t (tracing stop)``. A program that reads /proc/PID/stat or
/proc/PID/status of another process must see what that one would be doing instead.
"""

from __future__ import annotations

import os
import re

from demos.recording import State
from demos.worker.processes import Tracee

_FILE = re.compile(r"/proc/(\d+)(?:/task/\d+)?/stat(?:us)?")
_NAMES: dict[State, bytes] = {
    "running": b"R (running)",
    "sleeping": b"S (sleeping)",
    "disk-sleep": b"D (disk sleep)",
    "stopped": b"T (stopped)",
    "exiting": b"R (running)",
}
_HELD = b"State:\tt (tracing stop)"


def shown_process(reader: Tracee, descriptor: int) -> int | None:
    """The PID whose state the file behind a descriptor shows, if it is such a file."""
    try:
        match = _FILE.fullmatch(os.readlink(f"/proc/{reader.host_pid}/fd/{descriptor}"))  # noqa: PTH115 - hot
    except OSError:
        return None
    return int(match[1]) if match else None


def disguise(text: bytes, state: State) -> bytes:
    """What was read of such a file, with `state` in place of the tracer's stop."""
    name = _NAMES.get(state)
    if name is None:
        return text
    behind_command = text.rfind(b")") + 1
    if text[behind_command : behind_command + 3] == b" t ":
        return text[: behind_command + 1] + name[:1] + text[behind_command + 2 :]
    return text.replace(_HELD, b"State:\t" + name, 1)
