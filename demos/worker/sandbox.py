"""The sandbox: namespaces, a read-only file tree, limits, no capabilities, a system call filter.

It is entered in two steps, so that a run costs as little as possible:

* `enter` moves the worker itself, once: to an unprivileged user in its own user, mount, network, UTS and cgroup
  namespaces, in a tree that holds the interpreter and nothing else. From then on even the worker cannot reach the
  host's files or network.
* `seal` finishes it for the init of each run, which starts in a fresh PID namespace: fresh mount and IPC
  namespaces, an empty /tmp, its own /proc, resource limits, no capabilities. `seccomp.install` comes last.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
import sysconfig
from pathlib import Path

from demos.recording import Limits
from demos.worker import kernel
from demos.worker.kernel import (
    CLONE_NEWCGROUP,
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWUSER,
    CLONE_NEWUTS,
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    MS_REMOUNT,
)

USER = 1000
"""User and group id that a program sees as its own."""

HOME = "/tmp"  # noqa: S108 - the sandbox's own, empty for each run
"""Where a program lies and starts; the only place it can write to."""

FILES_BYTES = 16 * 1024 * 1024
"""How much the files of one run may hold, /dev/shm included."""

_NOBODY = 65534
_FILES = 1024
_DESCRIPTORS = 256
_DEVICES = ("null", "zero", "full", "random", "urandom")
_NEW_ROOT = "/tmp"  # noqa: S108 - only a place to build the tree at; the worker leaves the host's tree for it


def enter() -> None:
    """Move this process out of the host: see the module's text.

    Raises:
        OSError: the host allows it not; the message says which step.
    """
    if os.geteuid() == 0:
        # Root builds the tree as root, which can read the interpreter wherever it lies, then becomes nobody
        # before any user namespace exists: the real root is never mapped into one.
        kernel.unshare(CLONE_NEWNS)
        _build_tree()
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # setuid cleared it; /proc/self would belong to root.
        _leave_host()
    else:
        _leave_host()
        _build_tree()
    kernel.empty_bounding_set()


def _leave_host() -> None:
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWCGROUP)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{USER} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{USER} {group} 1")
    kernel.check(kernel.libc.sethostname(b"forklore", 8), "sethostname")


def _build_tree() -> None:
    """Make a tree of the interpreter alone, and this process's root of it."""
    kernel.mount("none", "/", flags=MS_REC | MS_PRIVATE)
    shown = _interpreter_folders()
    links = {name: target for name in ("/lib", "/lib64", "/bin") if (target := _link_target(name))}
    kernel.mount("forklore", _NEW_ROOT, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    root = Path(_NEW_ROOT)
    for folder in shown:
        _bind_read_only(folder, root)
    for name, target in links.items():
        (root / name[1:]).symlink_to(target)
    (root / "dev").mkdir()
    for device in _DEVICES:
        (root / "dev" / device).touch()
        kernel.mount(f"/dev/{device}", f"{root}/dev/{device}", flags=MS_BIND)
    (root / "dev/shm").symlink_to(f"{HOME}/.shm")
    (root / "dev/fd").symlink_to("/proc/self/fd")
    (root / "tmp").mkdir(exist_ok=True)
    (root / "proc").mkdir()
    # The host's /proc stays below the one that each run mounts over it: the tracer reads it, and the kernel allows
    # a new one only to those who see one already.
    kernel.mount("/proc", f"{root}/proc", flags=MS_BIND | MS_REC)
    os.chdir(root)
    kernel.pivot_root(".", ".")
    kernel.unmount(".")
    os.chdir("/")
    kernel.mount("forklore", "/", flags=MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def _interpreter_folders() -> list[str]:
    """The folders that the interpreter needs: its executable, its library, and those of the libraries it mapped."""
    executable = Path(sys.executable).resolve()
    folders = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), str(executable)}
    with Path("/proc/self/maps").open() as maps:
        mapped = {line.split(maxsplit=5)[5].strip() for line in maps if ".so" in line}
    own = sysconfig.get_path("stdlib")
    site = tuple(part for part in sys.path if part != own and not part.startswith(f"{own}/lib-dynload"))
    for path in mapped:
        real = os.path.realpath(path)
        if not real.startswith(site):
            folders.add(str(Path(real).parent))
    kept = sorted(os.path.realpath(folder) for folder in folders)
    return [
        folder for folder in kept if not any(folder.startswith(f"{other}/") for other in kept if other != folder)
    ]


def _link_target(name: str) -> str | None:
    return str(Path(name).readlink()) if Path(name).is_symlink() else None


def _bind_read_only(source: str, root: Path) -> None:
    target = root / source[1:]
    if Path(source).is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    kernel.mount(source, str(target), flags=MS_BIND | MS_REC)
    kernel.mount("none", str(target), flags=MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def seal(limits: Limits) -> None:
    """Shut the sandbox around this process, the init of a run, before it starts the program.

    Raises:
        OSError: a step failed; nothing may run.
    """
    kernel.unshare(CLONE_NEWNS | CLONE_NEWIPC)
    kernel.mount(
        "tmp", HOME, "tmpfs", MS_NOSUID | MS_NODEV, f"size={FILES_BYTES},nr_inodes={_FILES},mode=755,uid={USER}"
    )
    kernel.mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "subset=pid")
    os.chdir(HOME)
    Path(".shm").mkdir(mode=0o700)
    os.umask(0o022)
    _limit(limits)
    kernel.drop_capabilities()


def _limit(limits: Limits) -> None:
    """Per-process bounds behind the supervisor's own accounting of the run as a whole."""
    seconds = max(1, round(limits.cpu_seconds) + 1)
    for what, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, max(4 * limits.memory_bytes, 512 * 1024 * 1024)),
        (resource.RLIMIT_NPROC, limits.processes + 8),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_FSIZE, FILES_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, 256),
    ):
        resource.setrlimit(what, (value, value))


def close_descriptors_from(lowest: int) -> None:
    """Close every descriptor from `lowest` on (`close_range(2)`), so that none leaks into the program."""
    kernel.check(kernel.libc.close_range(ctypes.c_uint(lowest), ctypes.c_uint(2**32 - 1), 0), "close_range")
