"""The doctor tells what works here by trying it, and what to change where something does not."""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demos import doctor, runner, workers
from demos.doctor import Protection, examine
from demos.language import languages
from demos.worker.syscalls import NUMBERS
from tests.repository import ROOT

NAMES = [
    "sandbox",
    *("user namespace", "PID namespace", "mount namespace", "network namespace"),
    *("IPC namespace", "UTS namespace", "cgroup namespace"),
    *("read-only files", "private /proc", "temporary files", "resource limits", "system call filter"),
    *("no capabilities", "no new privileges", "tracing", "memory bound", "plain user"),
]
INDEPENDENT = {"resource limits", "no new privileges"}
"""What no host forbids."""

EXAMINE = """
import dataclasses, json, sys
from demos.doctor import examine
json.dump([dataclasses.asdict(protection) for protection in examine()], sys.stdout)
"""


def examined(command: list[str], path: Path = ROOT, **options: Any) -> dict[str, Protection]:
    """What the doctor finds when it is run by a command, in a process of its own that imports from `path`."""
    environment = os.environ | {"PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=50, **options)
    assert done.returncode == 0, done.stderr
    return {found["name"]: Protection(**found) for found in json.loads(done.stdout)}


def test_everything_works_here() -> None:
    """The tests of the engine need all of it anyway."""
    protections = examine()

    assert [protection.name for protection in protections] == NAMES
    assert [(p.name, p.detail) for p in protections if not p.active] == []
    assert all(p.detail and not p.remedy for p in protections)


@pytest.mark.parametrize("language", languages())
def test_each_language_has_words_for_everything(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_look", _fails(runner.IsolationUnavailable("it is forbidden")))
    monkeypatch.setattr(doctor, "_try_each", lambda: dict.fromkeys(doctor._RULES, "it is forbidden"))

    protections = examine(language)

    assert len({protection.name for protection in protections}) == len(NAMES)
    for protection in protections:
        assert not protection.active
        assert "it is forbidden" in protection.detail
        assert protection.remedy
        assert not protection.remedy.startswith("remedy-")


def _fails(error: Exception) -> Callable[[], object]:
    async def look() -> None:
        raise error

    return look


# --- where something is forbidden, really -------------------------------------------------------------------

EPERM = 1
FORBIDDEN_BY_CONTAINERS = ("unshare", "setns", "mount", "umount2", "pivot_root", "ptrace")


def forbid(*names: str) -> Callable[[], None]:
    """For the child of a `subprocess.run`: these system calls fail from then on, as in a container."""
    code = [(0x20, 0, 0, 0)]  # The number of the call ...
    for name in names:
        code += [(0x15, 0, 1, NUMBERS[name]), (0x06, 0, 0, 0x00050000 | EPERM)]  # ... is this one: EPERM.
    code.append((0x06, 0, 0, 0x7FFF0000))  # Allow.
    program = b"".join(struct.pack("=HBBI", *instruction) for instruction in code)

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))

    description = Filter(len(code), program)
    libc = ctypes.CDLL(None, use_errno=True)

    def install() -> None:
        libc.prctl(38, 1, 0, 0, 0)
        if libc.prctl(22, 2, ctypes.byref(description), 0, 0):
            raise OSError(ctypes.get_errno(), "seccomp")

    return install


def test_a_container_that_forbids_everything() -> None:
    found = examined([sys.executable, "-c", EXAMINE], preexec_fn=forbid(*FORBIDDEN_BY_CONTAINERS))

    assert list(found) == NAMES
    works = {name for name, protection in found.items() if protection.active}
    assert works == {*INDEPENDENT, "system call filter", "no capabilities", "plain user"}
    assert "Operation not permitted" in found["sandbox"].detail
    assert "seccomp=unconfined" in found["user namespace"].remedy
    assert "seccomp=unconfined" in found["tracing"].remedy
    assert "user namespaces" in found["PID namespace"].remedy


def test_only_tracing_is_forbidden() -> None:
    found = examined([sys.executable, "-c", EXAMINE], preexec_fn=forbid("ptrace"))

    assert {name for name, protection in found.items() if not protection.active} == {
        "sandbox",
        "tracing",
        "memory bound",
    }
    assert "ptrace" in found["tracing"].detail.lower()


NO_MORE_NAMESPACES = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$0" -c \'' + EXAMINE + "'"


@pytest.mark.skipif(shutil.which("unshare") is None, reason="util-linux is not installed")
def test_a_system_that_allows_no_user_namespaces() -> None:
    """`user.max_user_namespaces` is 0: in a user namespace of this test's own, not on the host."""
    unshare = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--keep-caps", "sh", "-c"]

    found = examined([*unshare, NO_MORE_NAMESPACES, sys.executable])

    assert not found["sandbox"].active
    assert "No space left" in found["user namespace"].detail
    assert "user.max_user_namespaces" in found["user namespace"].remedy
    assert found["tracing"].active


def test_a_worker_that_cannot_even_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "interpreter", lambda: "/no/such/python")

    protections = examine()

    assert [protection.name for protection in protections if protection.active] == []
    assert all("/no/such/python" in protection.detail for protection in protections)
    assert all(protection.remedy for protection in protections)


# --- remedies -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "value", "name", "remedy"),
    [
        ("kernel/apparmor_restrict_unprivileged_userns", 1, "user-namespace", "remedy-apparmor"),
        ("kernel/unprivileged_userns_clone", 0, "user-namespace", "remedy-unprivileged"),
        ("user/max_user_namespaces", 0, "user-namespace", "remedy-maximum"),
        ("user/max_user_namespaces", 9, "user-namespace", "remedy-container"),
        ("kernel/yama/ptrace_scope", 2, "tracing", "remedy-yama"),
        ("kernel/yama/ptrace_scope", 3, "tracing", "remedy-yama"),
        ("kernel/yama/ptrace_scope", 1, "tracing", "remedy-container"),
    ],
)
def test_the_settings_of_the_kernel_say_what_to_do(
    setting: str, value: int, name: str, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / setting
    file.parent.mkdir(parents=True)
    file.write_text(f"{value}\n")
    monkeypatch.setattr(doctor, "_SYSCTL", tmp_path)

    assert doctor._remedy(name, {name: "Operation not permitted"}) == remedy


@pytest.mark.parametrize(
    ("missing", "name", "remedy"),
    [
        ({"proc"}, "proc", "remedy-masked-proc"),
        ({"user-namespace", "proc"}, "proc", "remedy-user-namespace-first"),
        ({"tree"}, "tree", "remedy-container"),
        ({"seccomp"}, "seccomp", "remedy-seccomp"),
        ({"plain-user", "user-namespace"}, "user-namespace", "remedy-see-missing"),
        ({"limits"}, "limits", "remedy-report"),
    ],
)
def test_what_else_is_missing_says_where_to_begin(missing: set[str], name: str, remedy: str) -> None:
    said = {rule: "it failed" if rule in missing else "" for rule in doctor._RULES}

    assert doctor._remedy(name, said) == remedy


def test_a_protection_that_is_not_found_around_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doctor._RULES, "seccomp", lambda view: view.status("Seccomp") == "0")

    found = {protection.name: protection for protection in examine()}

    assert [name for name, protection in found.items() if not protection.active] == ["system call filter"]
    assert "report" in found["system call filter"].remedy


# --- a plain user -------------------------------------------------------------------------------------------

SYSTEM_PYTHON = f"/usr/bin/python3.{sys.version_info.minor}"
NEEDED = ("psutil", "msgspec", "fluent", "babel", "attr", "attrs", "pytz", "typing_extensions")


@pytest.mark.skipif(os.geteuid() != 0, reason="all these tests are run by a plain user")
@pytest.mark.skipif(not Path(SYSTEM_PYTHON).exists(), reason=f"no {SYSTEM_PYTHON} for a plain user")
def test_a_plain_user(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Root drops to nobody; whoever is nobody already gets the same sandbox."""
    folder = tmp_path_factory.mktemp("plain")
    for path in (folder, *folder.parents[:3]):  # With xdist, a folder more lies between it and pytest's own.
        if path.name != "tmp":
            path.chmod(0o755)
    shutil.copytree(ROOT / "demos", folder / "demos")
    for package in NEEDED:
        copy_package(package, folder)

    found = examined(
        [SYSTEM_PYTHON, "-c", EXAMINE],
        path=folder,
        cwd=folder,
        user=65534,
        group=65534,
        extra_groups=[],
    )

    assert [(p.name, p.detail) for p in found.values() if not p.active] == []


def copy_package(name: str, folder: Path) -> None:
    spec = importlib.util.find_spec(name)
    if spec is None:
        return
    if spec.submodule_search_locations:
        shutil.copytree(next(iter(spec.submodule_search_locations)), folder / name)
    elif spec.origin:
        shutil.copy(spec.origin, folder)
