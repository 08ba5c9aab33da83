"""Who holds which ends of the pipes and FIFOs (`pipe(7)`): a reader waits for the writers, or for their close."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from demos.worker.processes import Tracee

_MOST = 4096  # Descriptors that are looked at; a hostile program may have very many.


class PipeEnds:
    """The ends that `processes` hold at this moment, while none of them runs."""

    def __init__(self, processes: Iterable[Tracee]) -> None:
        self._holders: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        left = _MOST
        for process in processes:
            for path in _descriptors(process)[:left]:
                left -= 1
                end = _pipe_end(path)
                if end is not None:
                    pipe, mode = end
                    self._holders[pipe].append((process.pid, mode))

    def opposite(self, process: Tracee, descriptor: int) -> set[int]:
        """The PIDs of those who have the other end of this descriptor open; none when it is of no pipe."""
        own = _pipe_end(Path(f"/proc/{process.host_pid}/fd/{descriptor}"))
        if own is None:
            return set()
        pipe, mode = own
        return {pid for pid, other in self._holders.get(pipe, ()) if other in (os.O_RDWR, os.O_WRONLY - mode)}


def _descriptors(process: Tracee) -> list[Path]:
    try:
        return list(Path(f"/proc/{process.host_pid}/fd").iterdir())
    except OSError:  # It is gone.
        return []


def _pipe_end(path: Path) -> tuple[tuple[int, int], int] | None:
    """Which pipe a descriptor in /proc belongs to, and its access mode (`open(2)`)."""
    try:
        status = path.stat()
        if not stat.S_ISFIFO(status.st_mode):
            return None
        fields = path.parent.with_name("fdinfo").joinpath(path.name).read_text(encoding="ascii").split()
    except OSError:
        return None
    return (status.st_dev, status.st_ino), int(fields[fields.index("flags:") + 1], 8) & os.O_ACCMODE
