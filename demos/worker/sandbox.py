"""The sandbox: namespaces, a read-only file tree, no capabilities; `limits` and `seccomp` complete it.

It is entered in two steps, so that a run costs as little as possible:

* `enter` moves the zygote itself, once: to an unprivileged user in its own user, mount, network, UTS and cgroup
  namespaces, in a tree that holds the interpreter and nothing else. The tracer follows with `join`. From then on
  even the worker cannot reach the host's files or network.
* `seal` finishes it for the init of each run, which starts in a fresh PID namespace: fresh mount and IPC
  namespaces, an empty /tmp, its own /proc, no capabilities.

This module is part of the zygote and so imports little: what it imports, every run inherits.
"""

from __future__ import annotations

import ctypes
import os
import sys

from demos.worker import kernel
from demos.worker.kernel import (
    CLONE_NEWCGROUP,
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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

USER = 1000
"""User and group id that a program sees as its own."""

HOME = "/tmp"
"""Where a program lies and starts; the only place it can write to."""

FILES_BYTES = 16 * 1024 * 1024
"""How much the files of one run may hold, /dev/shm included."""

_NOBODY = 65534
_FIRST_USER = 1_900_000_000
"""From here on ids belong to nobody, up to more than the highest PID (systemd's UIDS-GIDS)."""

_FILES = 1024
_DEVICES = ("null", "zero", "full", "random", "urandom")
_LOADERS = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
_NEW_ROOT = "/tmp"


def enter(shown: Sequence[str] = ()) -> None:
    """Move this process out of the host: see the module's text. `shown`: files and folders that it sees as well.

    Raises:
        OSError: the host allows it not; the message says which step.
    """
    if os.geteuid() == 0:
        # Root builds the tree as root, which can read the interpreter wherever it lies, then becomes a plain user
        # before any user namespace exists: the real root is never mapped into one.
        kernel.unshare(CLONE_NEWNS)
        _build_tree(shown)
        become_plain_user()
        _leave_host()
    else:
        _leave_host()
        _build_tree(shown)
    kernel.empty_bounding_set()


def become_plain_user() -> None:
    """Give up being root: become a user that is this worker's alone, for zygote and tracer the same.

    What the kernel allows each user, such as pages in pipes or descriptors in flight, one worker's run then cannot
    take from another's. Where that id does not exist, as in some containers, it is nobody's.
    """
    os.setgroups([])
    user = _FIRST_USER + os.getsid(0)
    try:
        os.setresgid(user, user, user)
    except OSError:
        user = _NOBODY
        os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # setuid cleared it; /proc/self would belong to root.


def _leave_host() -> None:
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWCGROUP)
    for file, text in (("setgroups", "deny"), ("uid_map", f"{USER} {user} 1"), ("gid_map", f"{USER} {group} 1")):
        descriptor = os.open(f"/proc/self/{file}", os.O_WRONLY)
        os.write(descriptor, text.encode())
        os.close(descriptor)
    kernel.check(kernel.libc.sethostname(b"forklore", 8), "sethostname")


def _build_tree(shown: Sequence[str]) -> None:
    """Make a tree of the interpreter and what else is shown, and this process's root of it."""
    kernel.mount("none", "/", flags=MS_REC | MS_PRIVATE)
    paths = _outermost([*_interpreter_folders(), *shown])
    links = {name: target for name in ("/lib", "/lib64", "/bin") if (target := _link_target(name))}
    kernel.mount("forklore", _NEW_ROOT, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for path in paths:
        _bind_read_only(path)
    for name, target in links.items():
        os.symlink(target, f"{_NEW_ROOT}{name}")
    os.mkdir(f"{_NEW_ROOT}/dev")
    for device in _DEVICES:
        _touch(f"{_NEW_ROOT}/dev/{device}")
        kernel.mount(f"/dev/{device}", f"{_NEW_ROOT}/dev/{device}", flags=MS_BIND)
    os.symlink(HOME, f"{_NEW_ROOT}/dev/shm")
    os.symlink("/proc/self/fd", f"{_NEW_ROOT}/dev/fd")
    os.makedirs(f"{_NEW_ROOT}/tmp", exist_ok=True)
    os.mkdir(f"{_NEW_ROOT}/proc")
    # The host's /proc stays below the one that each run mounts over it: the tracer reads it, and the kernel allows
    # a new one only to those who see one already.
    kernel.mount("/proc", f"{_NEW_ROOT}/proc", flags=MS_BIND | MS_REC)
    os.chdir(_NEW_ROOT)
    kernel.pivot_root(".", ".")
    kernel.unmount(".")
    os.chdir("/")
    kernel.mount("forklore", "/", flags=MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def _interpreter_folders() -> list[str]:
    """What the interpreter needs: its executable by either name, its library, the folders of those it mapped."""
    found = {sys.executable, os.path.dirname(os.__file__)}
    found.update(entry for entry in sys.path if entry.startswith(sys.base_prefix) and os.path.isdir(entry))
    with open("/proc/self/maps", encoding="utf-8") as maps:
        mapped = [line.split(maxsplit=5)[5].strip() for line in maps if ".so" in line]
    found.update(os.path.dirname(path) for path in mapped)
    return [*map(os.path.realpath, found), sys.executable, *_LOADERS]


def _outermost(paths: Sequence[str]) -> list[str]:
    """Those of the paths that exist and lie in none of the others, by name.

    A file keeps the very name that it is called by, which is often a link, as that of the dynamic loader.
    """
    real = {
        os.path.realpath(path)
        if os.path.isdir(path)
        else f"{os.path.realpath(os.path.dirname(path))}/{os.path.basename(path)}"
        for path in paths
        if os.path.exists(path)
    }
    return sorted(path for path in real if not any(path.startswith(f"{other}/") for other in real))


def _link_target(name: str) -> str | None:
    return os.readlink(name) if os.path.islink(name) else None


def _touch(path: str) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))


def _bind_read_only(source: str) -> None:
    target = f"{_NEW_ROOT}{source}"
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        _touch(target)
    kernel.mount(source, target, flags=MS_BIND | MS_REC)
    kernel.mount("none", target, flags=MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def join(pid: int) -> None:
    """Move this process, the tracer, into the sandbox that the process `pid` has entered.

    It becomes the same unprivileged user, with every capability over that user namespace and none outside.

    Raises:
        OSError: not allowed.
    """
    if os.geteuid() == 0:
        become_plain_user()
    descriptor = os.pidfd_open(pid)
    kernel.setns(descriptor, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWCGROUP)
    os.close(descriptor)
    kernel.empty_bounding_set()


def seal() -> None:
    """Shut the sandbox around this process, the init of a run, before it starts the program.

    It must have been born into new PID, mount and IPC namespaces.

    Raises:
        OSError: a step failed; nothing may run.
    """
    options = f"size={FILES_BYTES},nr_inodes={_FILES},mode=755,uid={USER}"
    kernel.mount("tmp", HOME, "tmpfs", MS_NOSUID | MS_NODEV, options)
    kernel.mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "subset=pid")
    os.chdir(HOME)
    os.umask(0o022)
    kernel.drop_capabilities()


def close_descriptors_from(lowest: int) -> None:
    """Close every descriptor from `lowest` on (`close_range(2)`), so that none leaks into the program."""
    kernel.check(kernel.libc.close_range(ctypes.c_uint(lowest), ctypes.c_uint(2**32 - 1), 0), "close_range")
