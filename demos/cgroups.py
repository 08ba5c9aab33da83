"""A control group for each worker's sandbox: by it the kernel bounds the memory of a run as a whole (`cgroups(7)`).

It counts what no process shows as its own too: buffers, page tables, whatever the kernel holds for a run. Where the
host delegates no such group, the supervisor's accounting (`usage`) bounds a run alone; with one, both do, and the
accounting usually comes first.

The Runner makes a group and removes it. The worker puts its zygote in, of which every run is a fork, and sets the
limit for each run (`demos.worker.cgroup`): nothing is made or moved for a run.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from demos.worker.cgroup import Bound

PREFIX = "forklore-"
"""What the name of each group begins with; the PID of who made it follows."""

_REMOVAL_SECONDS = 10.0
_HOST = f"{PREFIX}host"
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Cgroup:
    """A group, by its folder; `version` 1 or 2 of the interface."""

    folder: Path
    version: int

    async def remove(self) -> None:
        """Remove it, as soon as the kernel has ended whoever is in it; that they are killed is seen to already.

        Raises:
            OSError: somebody stays in it.
        """
        deadline = asyncio.get_running_loop().time() + _REMOVAL_SECONDS
        while True:
            try:
                self.folder.rmdir()
            except FileNotFoundError:
                return
            except OSError as error:
                if error.errno != errno.EBUSY or asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(0.002)
            else:
                return


def make() -> Cgroup | None:
    """A new group in which memory can be bounded; None where the host allows none to this process."""
    for version, mounted, own in memberships(_read("cgroup"), _read("mountinfo")):
        folder = own if version == 1 else delegated(mounted, own)
        if folder is None:
            continue
        _remove_abandoned(folder)
        made = Cgroup(folder / f"{PREFIX}{os.getpid()}-{next(_numbers)}", version)
        try:
            made.folder.mkdir()
        except OSError:
            continue
        with contextlib.suppress(OSError):
            Bound(str(made.folder), version).close()  # It has what is needed.
            return made
        made.folder.rmdir()
    return None


def memberships(groups: str, mounts: str) -> Iterator[tuple[int, Path, Path]]:
    """Of each hierarchy that can bound memory: its version, where it is mounted, and this process's own group.

    `groups` and `mounts` are what /proc/self/cgroup and /proc/self/mountinfo say.
    """
    paths = {}
    for line in groups.splitlines():
        _, controllers, path = line.split(":", 2)
        paths.update(dict.fromkeys(controllers.split(","), path))
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        root, mounted = before.split()[3:5]
        kind, _, options = after.split(maxsplit=2)
        if kind == "cgroup" and "memory" in options.split(",") and "memory" in paths:
            version, path = 1, paths["memory"]
        elif kind == "cgroup2" and "" in paths:
            version, path = 2, paths[""]
        else:
            continue
        with contextlib.suppress(ValueError):  # What is mounted is a part of the tree that we are not in.
            yield version, Path(mounted), Path(mounted) / Path(path).relative_to(root)


def delegated(mounted: Path, own: Path) -> Path | None:
    """The folder for groups of ours, by the rules of version 2 (`cgroups(7)`, "Delegation"), made ready.

    A group with controllers for those below it holds no process itself: if all in our own are ours, we move them
    into one of their own below it.
    """
    for folder in (own.parent, own) if own != mounted else (own,):
        try:
            if not _is_ours(folder, mounted) or "memory" not in _words(folder / "cgroup.controllers"):
                continue
            if "memory" not in _words(folder / "cgroup.subtree_control"):
                if not _move_ours(folder):
                    continue
                (folder / "cgroup.subtree_control").write_text("+memory")
        except OSError:
            continue
        return folder
    return None


def _is_ours(folder: Path, mounted: Path) -> bool:
    """Whether the folder was delegated: a plain user can write to no other; root could, but must not."""
    if not os.access(folder / "cgroup.procs", os.W_OK) or not os.access(folder, os.W_OK):
        return False
    if os.geteuid() != 0 or folder == mounted:  # Of root's: the root of a container.
        return True
    for name in ("user.delegate", "trusted.delegate"):  # As systemd marks it.
        with contextlib.suppress(OSError):
            if os.getxattr(folder, name) == b"1":
                return True
    return False


def _move_ours(folder: Path) -> bool:
    """Move this process and its descendants out of the way; False when others are in the group too."""
    own = psutil.Process()
    ours = {own.pid, *(child.pid for child in own.children(recursive=True))}
    found = {int(pid) for pid in _words(folder / "cgroup.procs")}
    if found - ours:
        return False
    if found:
        (folder / _HOST).mkdir(exist_ok=True)
    for pid in found:
        with contextlib.suppress(ProcessLookupError):
            (folder / _HOST / "cgroup.procs").write_text(str(pid))
    return True


def _read(name: str) -> str:
    return Path("/proc/self", name).read_text(encoding="utf-8")


def _words(file: Path) -> list[str]:
    return file.read_text(encoding="ascii").split()


def _remove_abandoned(folder: Path) -> None:
    """Remove the groups of runners that were killed; who is still in one keeps it."""
    for group in folder.glob(f"{PREFIX}[0-9]*"):
        maker = group.name.removeprefix(PREFIX).partition("-")[0]
        if maker.isdigit() and not psutil.pid_exists(int(maker)):
            with contextlib.suppress(OSError):
                group.rmdir()
