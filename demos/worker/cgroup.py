"""The worker's hold on its control group, in which the kernel bounds the memory of a run (`cgroups(7)`).

`demos.cgroups` says what it is for, and makes it. Version 1 stops whoever needs more than there is, and version 2
slows everybody down; the supervisor sees it and ends the run. Only if it comes too late, version 2 kills.
"""

from __future__ import annotations

import contextlib
import os

_SPARE_BYTES = 128 * 1024 * 1024
"""What a group may hold beyond what its run may: the zygote, an init, the kernel's own for each process.

So much that the supervisor, which looks now and then, mostly comes first: the run is said to have taken too much,
rather than that its calls fail.
"""

_UNLIMITED = 2**63
_V1 = ("memory.limit_in_bytes", "memory.oom_control")
_V2 = ("memory.max", "memory.high", "memory.current", "memory.events")
_READ_ONLY = ("memory.current", "memory.events")
_V1_SWAP, _V2_SWAP = "memory.memsw.limit_in_bytes", "memory.swap.max"


class Bound:
    """What is opened here on the host can still be used inside the sandbox.

    Raises:
        OSError: the folder is not such a group, or not ours.
    """

    def __init__(self, folder: str, version: int) -> None:
        self._version = version
        self._files: dict[str, int] = {}
        self._allowed = _UNLIMITED
        self._killed = 0
        try:
            for name in ("cgroup.procs", *(_V1 if version == 1 else _V2)):
                self._open(folder, name)
            with contextlib.suppress(OSError):  # Where swap is not counted, there is none, or nothing to be done.
                self._open(folder, _V1_SWAP if version == 1 else _V2_SWAP)
            if version == 1:
                self._write("memory.oom_control", 1)  # Who needs more waits.
            elif _V2_SWAP in self._files:
                self._write(_V2_SWAP, 0)
        except OSError:
            self.close()
            raise

    def _open(self, folder: str, name: str) -> None:
        self._files[name] = os.open(f"{folder}/{name}", os.O_RDONLY if name in _READ_ONLY else os.O_RDWR)

    def close(self) -> None:
        for descriptor in self._files.values():
            os.close(descriptor)
        self._files.clear()

    def enter(self, pid: int) -> None:
        """Put a process in, and with it all that it will fork."""
        self._write("cgroup.procs", pid)

    def allow(self, memory_bytes: int) -> None:
        """Set the limit for the next run."""
        if self._version == 2:
            self._killed = self._kills()
        if memory_bytes == self._allowed:
            return
        limit = memory_bytes + _SPARE_BYTES
        if self._version == 2:
            self._write("memory.max", limit + _SPARE_BYTES)
            self._write("memory.high", limit)
        else:
            names = [name for name in ("memory.limit_in_bytes", _V1_SWAP) if name in self._files]
            if memory_bytes > self._allowed:
                names.reverse()  # With swap it is never less than without.
            for name in names:
                self._write(name, limit)
        self._allowed = memory_bytes

    def exhausted(self) -> bool:
        """Whether the run has come to the limit, and cannot go on."""
        if self._version == 1:
            return b"under_oom 1" in self._read("memory.oom_control")
        return int(self._read("memory.current")) >= self._allowed + _SPARE_BYTES or self._kills() > self._killed

    def _kills(self) -> int:
        fields = dict(line.split() for line in self._read("memory.events").splitlines())
        return int(fields.get(b"oom_kill", 0))

    def _read(self, name: str) -> bytes:
        return os.pread(self._files[name], 4096, 0)

    def _write(self, name: str, value: int) -> None:
        os.pwrite(self._files[name], b"%d" % value, 0)
