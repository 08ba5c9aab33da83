"""What is there of a runner's workers: processes, descriptors, mounts and files, to compare before and after."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

MARK = "forklore-escaped"
"""The name of every file that a hostile program tries to leave somewhere."""

_PATIENCE_SECONDS = 20.0
_HOST_FOLDERS = ("/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/root", "/home", "/etc")


@dataclass(frozen=True)
class Remains:
    """The processes of all workers at rest: a worker, its zygote and the pair that waits; and what these hold.

    `descriptors` and `mounts` count those of worker and zygote; they are 0 where the host does not let us look.
    `groups` are the control groups of the zygotes.
    """

    workers: tuple[int, ...]
    zygotes: tuple[int, ...]
    descriptors: tuple[int, ...]
    mounts: tuple[int, ...]
    files: tuple[str, ...]
    groups: tuple[str, ...]


def look(workers: Iterable[psutil.Process]) -> Remains:
    """What is there once the workers are at rest.

    Raises:
        AssertionError: they do not come to rest; the message lists the processes.
    """
    workers = sorted(workers, key=lambda process: process.pid)
    zygotes = [_zygote_at_rest(worker) for worker in workers]
    both = [process.pid for process in (*workers, *zygotes)]
    return Remains(
        workers=tuple(worker.pid for worker in workers),
        zygotes=tuple(zygote.pid for zygote in zygotes),
        descriptors=tuple(_count(f"/proc/{pid}/fd") for pid in both),
        mounts=tuple(_lines(f"/proc/{pid}/mountinfo") for pid in both),
        files=tuple(found for zygote in zygotes for found in _files(zygote.pid)),
        groups=tuple(Path(f"/proc/{zygote.pid}/cgroup").read_text(encoding="utf-8") for zygote in zygotes),
    )


def look_again(workers: Iterable[psutil.Process], expected: Remains) -> Remains:
    """As `look`; a worker answers before it has taken a run's sandbox down, so it is given time to get there."""
    workers = list(workers)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while (found := look(workers)) != expected and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


def _zygote_at_rest(worker: psutil.Process) -> psutil.Process:
    """The worker's zygote, once there is nothing below it but the pair of the next run."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        below = worker.children(recursive=True)
        if len(below) == 3 and all(map(_waits_below, below[1:], below)):
            return below[0]
        assert time.monotonic() < deadline, f"left below {worker}: {below}"
        time.sleep(0.002)


def _waits_below(process: psutil.Process, parent: psutil.Process) -> bool:
    try:
        return process.ppid() == parent.pid and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _count(folder: str) -> int:
    try:
        return len(list(Path(folder).iterdir()))
    except PermissionError:
        return 0


def _lines(file: str) -> int:
    try:
        return len(Path(file).read_text(encoding="utf-8").splitlines())
    except PermissionError:
        return 0


def _files(zygote: int) -> list[str]:
    """Whatever lies in the sandbox's writable folder between runs, and every file that got out."""
    try:
        found = [str(path) for path in Path("/proc", str(zygote), "root", "tmp").iterdir()]
    except PermissionError:
        found = []
    return found + [f"{folder}/{MARK}" for folder in _HOST_FOLDERS if Path(folder, MARK).exists()]
