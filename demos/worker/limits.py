"""Resource limits of the processes of a run (`setrlimit(2)`)."""

from __future__ import annotations

import resource

from demos.recording import Limits
from demos.worker.sandbox import FILES_BYTES

_DESCRIPTORS = 256


def limit(pid: int, limits: Limits) -> None:
    """Bound what each process of a run may use, behind the tracer's own accounting of the run as a whole.

    Set from outside on `pid`, the run's init or its first process, whose children inherit it (`prlimit(2)`).
    """
    seconds = max(1, round(limits.cpu_seconds) + 1)
    for what, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, max(4 * limits.memory_bytes, 512 * 1024 * 1024)),
        (resource.RLIMIT_NPROC, limits.processes + 8),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_FSIZE, FILES_BYTES),
        (
            resource.RLIMIT_CORE,
            1,
        ),  # 0 would still start a handler that core_pattern names: core(5).
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, 256),
    ):
        resource.prlimit(pid, what, (value, value))
