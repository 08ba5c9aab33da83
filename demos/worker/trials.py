"""Tries out, one at a time, what the sandbox needs from the kernel: for hosts where a worker does not start.

`demos.doctor` runs this. Each trial has a process of its own, and becomes a plain user as a worker does; it says
which step failed.
"""

from __future__ import annotations

import functools
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from demos.worker import kernel, ptrace, sandbox, seccomp


def main() -> None:
    """Write to standard output what each trial says: JSON, the name of each with its error, empty when it works."""
    json.dump({name: _in_child(trial) for name, trial in _TRIALS.items()}, sys.stdout)


def _in_child(trial: Callable[[], object]) -> str:
    """Run a trial in a fork of this process; returns what went wrong."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            trial()
        except BaseException as error:
            os.write(write_end, (str(error) or type(error).__name__).encode()[:1000])
        finally:
            os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8", errors="replace") as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    return said or (f"ended by signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "")


def _become_plain_user() -> None:
    if os.geteuid() == 0:
        sandbox.become_plain_user()


def _user_namespace() -> None:
    _become_plain_user()
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(kernel.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{sandbox.USER} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{sandbox.USER} {group} 1")
    # AppArmor may let everybody make one, but give no capability in it.
    kernel.unshare(kernel.CLONE_NEWUTS)


def _namespace(flag: int) -> None:
    _user_namespace()
    kernel.unshare(flag)


def _mount(kind: str, target: str, options: str) -> None:
    """Mount a file system as the init of a run does: in the worker's tree, in namespaces of its own."""
    sandbox.enter()
    kernel.unshare(kernel.CLONE_NEWPID | kernel.CLONE_NEWNS)
    said = _in_child(lambda: kernel.mount(kind, target, kind, kernel.MS_NOSUID | kernel.MS_NODEV, options))
    if said:
        raise OSError(said)


def _seccomp() -> None:
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.install(seccomp.program(seccomp.NATURAL))


def _tracing() -> None:
    _become_plain_user()
    child = os.fork()
    if child == 0:
        signal.pause()
    try:
        ptrace.seize(child)
    finally:
        os.kill(child, signal.SIGKILL)


_TRIALS: dict[str, Callable[[], object]] = {
    "user-namespace": _user_namespace,
    "pid-namespace": functools.partial(_namespace, kernel.CLONE_NEWPID),
    "mount-namespace": functools.partial(_namespace, kernel.CLONE_NEWNS),
    "network-namespace": functools.partial(_namespace, kernel.CLONE_NEWNET),
    "ipc-namespace": functools.partial(_namespace, kernel.CLONE_NEWIPC),
    "uts-namespace": functools.partial(_namespace, kernel.CLONE_NEWUTS),
    "cgroup-namespace": functools.partial(_namespace, kernel.CLONE_NEWCGROUP),
    "tree": sandbox.enter,
    "proc": functools.partial(_mount, "proc", "/proc", "subset=pid"),
    "files": functools.partial(_mount, "tmpfs", sandbox.HOME, "size=1m"),
    "limits": functools.partial(resource.setrlimit, resource.RLIMIT_NPROC, (64, 64)),
    "seccomp": _seccomp,
    "capabilities": kernel.drop_capabilities,
    "no-new-privileges": functools.partial(kernel.prctl, kernel.PR_SET_NO_NEW_PRIVS, 1),
    "tracing": _tracing,
    "plain-user": _become_plain_user,
}
