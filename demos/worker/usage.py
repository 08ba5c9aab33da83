"""What a run uses: CPU time and memory of all its processes together."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import NamedTuple

from demos.recording import INIT
from demos.worker.processes import Tracee

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
# Fields of /proc/PID/stat, counted after the command name (`proc(5)`).
_USER_TIME, _SYSTEM_TIME = 11, 12

_MAPPING_BYTES = 256  # The kernel's own for each mapping, about: vm_area_struct and its place in the tree.
_MOST_MAPPINGS = 65_530  # vm.max_map_count, as every system has it that was not told otherwise.


_SIZE = re.compile(r"^(\w+):\s+(\d+) kB$", re.MULTILINE)


class Usage(NamedTuple):
    """Seconds of CPU and bytes of memory, for a whole run."""

    cpu_seconds: float
    memory_bytes: int


class Accounts:
    """Adds up the use of processes while they come and go.

    Args:
        files: a descriptor of the file system that holds the run's files in memory, and nothing else.
    """

    def __init__(self, files: int) -> None:
        self._files = files
        self._ended_ticks = 0

    def closing(self, process: Tracee) -> float:
        """Keep the CPU time of a process that is about to end; returns it, in seconds."""
        if process.pid == INIT:
            return 0.0
        ticks = _cpu_ticks(process.host_pid)
        self._ended_ticks += ticks
        return ticks / _TICKS_PER_SECOND

    def measure(self, processes: Iterable[Tracee], shared_bytes: int, memory_limit: int) -> Usage:
        """The use of the run now. `shared_bytes`: of its memory that is shared and belongs to no file.

        Memory is that of the processes, a page that several share counted once; of page tables and mappings; and of
        files. That exact figure is dear, so it is taken only when a cheap one that is never below it, but far above
        where much is shared, is above `memory_limit`; else the cheap one is returned.
        """
        living = [p for p in processes if p.pid != INIT and not p.ended]
        ticks = self._ended_ticks + sum(_cpu_ticks(p.host_pid) for p in living)
        memory = common = shared_bytes + self._file_bytes()
        memory += sum(_memory_at_most(p.latest_tid) for p in living)
        if memory > memory_limit:
            memory = common
            for process in living:
                memory += _memory(process.latest_tid)
                if memory > memory_limit:
                    break
        return Usage(ticks / _TICKS_PER_SECOND, memory)

    def _file_bytes(self) -> int:
        found = os.fstatvfs(self._files)
        return (found.f_blocks - found.f_bfree) * found.f_frsize


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


def _memory_at_most(tid: int) -> int:
    sizes = _sizes(tid, "status")
    pages = sizes.get("VmSize", 0) // _PAGE_BYTES
    return sizes.get("VmRSS", 0) + sizes.get("VmPTE", 0) + min(pages, _MOST_MAPPINGS) * _MAPPING_BYTES


def _memory(tid: int) -> int:
    """Its share of what is resident, without shared memory, and what the kernel needs to keep track of it."""
    shares = _sizes(tid, "smaps_rollup")
    if not shares:
        return _memory_at_most(tid)  # It must not be looked at closely, or it is gone: then that is 0 too.
    proportional = shares["Pss"] - shares.get("Pss_Shmem", 0)
    return proportional + _sizes(tid, "status").get("VmPTE", 0) + _read(tid, "maps").count("\n") * _MAPPING_BYTES


def _sizes(tid: int, name: str) -> dict[str, int]:
    """The sizes that a file of a process in /proc tells, in bytes, by their names there."""
    return {what: int(kibibytes) * 1024 for what, kibibytes in _SIZE.findall(_read(tid, name))}
