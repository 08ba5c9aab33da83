"""Finds out which protections of the sandbox work on this machine, by trying them.

A real worker runs a program that looks around from inside (`demos.worker.inside`), and one that takes too much
memory. Where the sandbox cannot be made, each thing it needs is tried by itself (`demos.worker.trials`), and the
kernel's settings say what to change.
"""

from __future__ import annotations

import asyncio
import contextvars
import errno
import json
import os
import subprocess
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil

from demos import cgroups, runner, workers
from demos.language import DEFAULT, Texts
from demos.recording import Job, Limits, Program, Recording
from demos.worker.sandbox import FILES_BYTES

_INSIDE = Path(__file__).parent / "worker" / "inside.py"
_SYSCTL = Path("/proc/sys")
_TRIAL_SECONDS = 30.0
_MEMORY_BYTES = 64 * 1024 * 1024
_C_EXIT_CODE = 7
_C = Program(
    "main.c", f'#include <stdio.h>\nint main(void) {{ return printf("C") < 0 ? 1 : {_C_EXIT_CODE}; }}\n', "c"
)
_GREEDY = Program("greedy.py", f"import signal\nheld = b'x' * {2 * _MEMORY_BYTES}\nsignal.pause()\n")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Protection:
    """One protection: what it is called, whether it works here, what was found, and what would make it work."""

    name: str
    active: bool
    detail: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _View:
    """What was seen from inside the sandbox, from outside, and of the program that took too much memory."""

    inside: Mapping[str, Any]
    recording: Recording
    host_namespaces: Mapping[str, str]
    greedy: Recording
    cgroup: bool

    def own(self, namespace: str) -> bool:
        """Whether the sandbox has a namespace of that kind to itself."""
        return bool(self.inside["namespaces"][namespace] != self.host_namespaces[namespace])

    def status(self, field: str) -> str:
        return str(self.inside["status"][field])


_CAPABILITIES = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")
_UNLIMITED = -1

_RULES: dict[str, Callable[[_View], bool]] = {
    "user-namespace": lambda view: view.own("user"),
    "pid-namespace": lambda view: view.own("pid") and view.inside["pid"] == 2,
    "mount-namespace": lambda view: view.own("mnt"),
    "network-namespace": lambda view: view.own("net") and not view.inside["network"],
    "ipc-namespace": lambda view: view.own("ipc"),
    "uts-namespace": lambda view: view.own("uts"),
    "cgroup-namespace": lambda view: view.own("cgroup"),
    "tree": lambda view: not view.inside["writable"],
    "proc": lambda view: view.inside["processes"] == [1, 2] and not view.inside["system"],
    "files": lambda view: 0 < view.inside["files_bytes"] <= FILES_BYTES,
    "limits": lambda view: _UNLIMITED not in view.inside["limits"].values(),
    "seccomp": lambda view: view.status("Seccomp") == "2",
    "capabilities": lambda view: not any(int(view.status(field), 16) for field in _CAPABILITIES),
    "no-new-privileges": lambda view: view.status("NoNewPrivs") == "1",
    "tracing": lambda view: bool(view.recording.events) and view.recording.ending.code == 0,
    "memory": lambda view: view.greedy.bound == "memory",
    "plain-user": lambda view: view.inside["host_user"] != 0 and view.inside["user"] != 0,
}
"""Each protection, and how the view tells that it works."""

_REMEDIES = {
    "seccomp": "remedy-seccomp",
    "plain-user": "remedy-plain-user",
    "memory": "remedy-see-missing",
    **dict.fromkeys(("limits", "capabilities", "no-new-privileges"), "remedy-report"),
}
"""The text that says what to do, where it is the same whatever the reason."""


def examine(language: str = DEFAULT) -> list[Protection]:
    """Try every protection out; takes about a second. Not for a thread that runs an event loop.

    The first one, the sandbox as a whole, is active exactly when programs can be run here.
    """
    texts = Texts("doctor", language)
    try:
        view = _run(_look())
    except runner.RunError as error:
        return _without_sandbox(error, texts)
    kinds = {"memory": "memory-cgroup"} if view.cgroup else {}
    return [
        _protection(texts, "sandbox", True),
        *(_protection(texts, name, rule(view), kinds.get(name, name)) for name, rule in _RULES.items()),
    ]


def c_programs(language: str = DEFAULT) -> Protection:
    """Whether C programs can be run here too, found out by running one. Nothing else depends on it."""
    texts = Texts("doctor", language)
    try:
        recording = _run(_run_c())
    except runner.NotCompiled as error:
        said = error.diagnostics or str(error)
    except runner.RunError as error:
        said = str(error)
    else:
        if recording.ending.code == _C_EXIT_CODE:
            return Protection(texts.text("c-programs"), True, texts.text("c-programs-detail"), "")
        said = recording.stderr
    reason = said.strip().partition("\n")[0]
    return Protection(
        texts.text("c-programs"), False, texts.text("detail-failed", reason=reason), texts.text("remedy-compiler")
    )


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a loop of its own, where nothing of the caller's context, such as a simulated clock, holds."""
    return contextvars.Context().run(asyncio.run, work)


async def _run_c() -> Recording:
    async with runner.Runner(workers=1) as pool:
        return await pool.run(Job(_C))


async def _look() -> _View:
    async with runner.Runner(workers=1) as pool:
        recording = await pool.run(runner.job_from_file(_INSIDE))
        greedy = await pool.run(Job(_GREEDY, limits=Limits(memory_bytes=_MEMORY_BYTES, wall_seconds=5.0)))
        cgroup = _in_cgroup()
    try:
        inside = json.loads(recording.stdout)
    except ValueError:
        raise runner.WorkerFailed(f"the program that looks around failed: {recording.stderr}") from None
    return _View(inside, recording, _own_namespaces(inside["namespaces"]), greedy, cgroup)


def _in_cgroup() -> bool:
    """Whether what runs below a worker is in a control group of ours."""
    try:
        below = [process.pid for worker in psutil.Process().children() for process in worker.children()]
        return bool(below) and all(f"/{cgroups.PREFIX}" in Path(f"/proc/{pid}/cgroup").read_text() for pid in below)
    except (OSError, psutil.Error):
        return False


def _own_namespaces(names: Iterable[str]) -> dict[str, str]:
    return {name: str(Path(f"/proc/self/ns/{name}").readlink()) for name in names}


def _without_sandbox(error: runner.RunError, texts: Texts) -> list[Protection]:
    """What works by itself where nothing may run, so that it is clear what to change."""
    said = _try_each()
    missing = [name for name, problem in said.items() if problem]
    remedy = texts.text("remedy-see-missing") if missing else texts.text("remedy-report")
    reason = error.reason if isinstance(error, runner.IsolationUnavailable) else str(error)
    found = [Protection(texts.text("sandbox"), False, texts.text("detail-failed", reason=reason), remedy)]
    for name in _RULES:
        if said.get(name) == "":
            found.append(_protection(texts, name, True))
            continue
        detail = texts.text("detail-failed", reason=said[name]) if name in said else texts.text("detail-not-tried")
        found.append(Protection(texts.text(name), False, detail, texts.text(_remedy(name, said))))
    return found


def _protection(texts: Texts, name: str, active: bool, kind: str = "") -> Protection:
    if active:
        return Protection(texts.text(name), True, texts.text(f"{kind or name}-detail"), "")
    return Protection(texts.text(name), False, texts.text("detail-not-seen"), texts.text("remedy-report"))


def _try_each() -> dict[str, str]:
    """What each trial says: its error, empty when it works. A host where not even they run says so for each."""
    code = "import json,sys;sys.path[:0]=json.loads(sys.argv[1]);from demos.worker.trials import main;main()"
    try:
        answer = subprocess.run(
            [workers.interpreter(), "-s", "-S", "-P", "-c", code, json.dumps(workers.import_path())],
            capture_output=True,
            check=True,
            cwd="/",
            env={},
            timeout=_TRIAL_SECONDS,
        )
        said: dict[str, str] = json.loads(answer.stdout)
    except subprocess.CalledProcessError as error:
        last_line = error.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        return dict.fromkeys(_RULES, last_line or str(error))
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return dict.fromkeys(_RULES, str(error))
    return said


def _remedy(name: str, said: Mapping[str, str]) -> str:
    """The key of the text that says how to make a protection work, from what the kernel's settings say."""
    if name in _REMEDIES:
        return _REMEDIES[name]
    if said.get("plain-user"):
        return "remedy-see-missing"
    if name == "tracing":
        return "remedy-yama" if _setting("kernel/yama/ptrace_scope") > 1 else "remedy-container"
    if not said.get("user-namespace"):
        return "remedy-masked-proc" if name == "proc" else "remedy-container"
    if name != "user-namespace":
        return "remedy-user-namespace-first"
    if not Path("/proc/self/ns/user").exists():
        return "remedy-kernel"
    if _setting("kernel/apparmor_restrict_unprivileged_userns") == 1:
        return "remedy-apparmor"
    if _setting("kernel/unprivileged_userns_clone") == 0:
        return "remedy-unprivileged"
    if _setting("user/max_user_namespaces") == 0 or os.strerror(errno.ENOSPC) in said["user-namespace"]:
        return "remedy-maximum"
    return "remedy-container"


def _setting(name: str) -> int:
    """A number from /proc/sys, -1 when this kernel has no such setting."""
    try:
        return int((_SYSCTL / name).read_text())
    except (OSError, ValueError):
        return -1
