"""What a run uses: CPU time and memory of all its processes together."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from demos.recording import INIT
from demos.worker.processes import Tracee

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
# Fields of /proc/PID/stat, counted after the command name (`proc(5)`).
_USER_TIME, _SYSTEM_TIME = 11, 12


class Usage(NamedTuple):
    """Seconds of CPU and bytes of memory, for a whole run."""

    cpu_seconds: float
    memory_bytes: int


class Accounts:
    """Adds up the use of processes while they come and go."""

    def __init__(self) -> None:
        self._ended_ticks = 0

    def closing(self, process: Tracee) -> None:
        """Keep the CPU time of a process that is about to end."""
        if process.pid != INIT:
            self._ended_ticks += _cpu_ticks(process.host_pid)

    def measure(self, processes: Iterable[Tracee], memory_limit: int) -> Usage:
        """The use of the run now.

        Memory counts a page that several processes share once. That exact figure is dear, so it is taken only
        when the cheap one, which counts it for each, is above `memory_limit`; else the cheap one is returned.
        """
        living = [p for p in processes if p.pid != INIT and not p.ended]
        ticks = self._ended_ticks + sum(_cpu_ticks(p.host_pid) for p in living)
        memory = sum(_resident_bytes(p.latest_tid) for p in living)
        if memory > memory_limit:
            memory = sum(_proportional_bytes(p.latest_tid) for p in living)
        return Usage(ticks / _TICKS_PER_SECOND, memory)


def _read(host_pid: int, name: str) -> str:
    """A file of a process in /proc, empty when the process is gone."""
    try:
        with open(f"/proc/{host_pid}/{name}", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - hot
            return file.read()
    except OSError:
        return ""


def _cpu_ticks(host_pid: int) -> int:
    fields = _read(host_pid, "stat").rpartition(")")[2].split()
    return int(fields[_USER_TIME]) + int(fields[_SYSTEM_TIME]) if fields else 0


def _resident_bytes(tid: int) -> int:
    fields = _read(tid, "statm").split()
    return int(fields[1]) * _PAGE_BYTES if fields else 0


def _proportional_bytes(tid: int) -> int:
    for line in _read(tid, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
