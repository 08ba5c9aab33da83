"""Control groups: found where the host delegates them, one for each worker, and none left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from demos import cgroups
from demos import recording as r
from demos.runner import Runner
from demos.worker.cgroup import Bound

JOB = r.Job(r.Program("hello.py", "print('hello')"))
HIDING = r.Program("hiding.py", "import signal\nheld = bytearray(400_000_000)\nsignal.pause()")

V1 = "\n".join(
    [
        "25 22 0:22 / /sys/fs/cgroup rw - tmpfs tmpfs rw",
        "26 25 0:23 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu",
        "27 25 0:24 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory",
    ]
)
V2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate"
INSIDE = "31 23 0:26 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw"


@pytest.mark.parametrize(
    ("groups", "mounts", "found"),
    [
        ("4:memory:/user\n0::/", V1, [(1, "/sys/fs/cgroup/memory", "/sys/fs/cgroup/memory/user")]),
        ("0::/system.slice/x.service", V2, [(2, "/sys/fs/cgroup", "/sys/fs/cgroup/system.slice/x.service")]),
        ("0::/docker/abc/y", INSIDE, [(2, "/sys/fs/cgroup", "/sys/fs/cgroup/y")]),
        ("0::/elsewhere", INSIDE, []),
        ("3:cpu:/", V1, []),
        ("0::/", "", []),
    ],
)
def test_where_groups_are_found(groups: str, mounts: str, found: list[tuple[int, str, str]]) -> None:
    assert [(v, str(top), str(own)) for v, top, own in cgroups.memberships(groups, mounts)] == found


# --- version 2's rules, on folders that look like groups ---------------------------------------------------


def group(folder: Path, *, controllers: str = "memory pids", below: str = "", processes: str = "") -> Path:
    folder.mkdir()
    for name, text in (("controllers", controllers), ("subtree_control", below), ("procs", processes)):
        (folder / f"cgroup.{name}").write_text(text)
    return folder


def test_a_group_of_our_own_is_divided(tmp_path: Path) -> None:
    own = group(tmp_path / "own", processes=f"{os.getpid()}\n")
    (own / "forklore-host").mkdir()

    assert cgroups.delegated(own, own) == own
    assert (own / "forklore-host" / "cgroup.procs").read_text() == str(os.getpid())
    assert (own / "cgroup.subtree_control").read_text() == "+memory"


def test_a_group_that_others_live_in_is_left_alone(tmp_path: Path) -> None:
    own = group(tmp_path / "own", processes=f"{os.getpid()}\n1\n")

    assert cgroups.delegated(own, own) is None
    assert (own / "cgroup.subtree_control").read_text() == ""


def test_what_was_divided_is_found_again_from_below(tmp_path: Path) -> None:
    top = group(tmp_path / "top", below="memory")
    own = group(top / "forklore-host", controllers="memory")

    assert cgroups.delegated(top, own) == top


def test_no_memory_controller_is_no_group(tmp_path: Path) -> None:
    own = group(tmp_path / "own", controllers="cpu pids", processes=f"{os.getpid()}\n")

    assert cgroups.delegated(own, own) is None


def test_the_limits_of_version_2(tmp_path: Path) -> None:
    for name in ("cgroup.procs", "memory.max", "memory.high", "memory.swap.max"):
        (tmp_path / name).touch()
    (tmp_path / "memory.current").write_text("0\n")
    (tmp_path / "memory.events").write_text("low 0\nhigh 0\nmax 0\noom 0\noom_kill 3\n")
    bound = Bound(str(tmp_path), 2)

    bound.allow(1_000_000)
    high, most = (int((tmp_path / f"memory.{name}").read_text()) for name in ("high", "max"))

    assert 1_000_000 < high < most
    assert (tmp_path / "memory.swap.max").read_text() == "0"
    assert not bound.exhausted()
    (tmp_path / "memory.current").write_text(f"{high}\n")
    assert bound.exhausted()
    (tmp_path / "memory.current").write_text("5\n")
    (tmp_path / "memory.events").write_text("low 0\nhigh 9\nmax 0\noom 1\noom_kill 4\n")
    assert bound.exhausted()
    bound.allow(1_000_000)
    assert not bound.exhausted()
    bound.close()


# --- where this host has them -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Here:
    """The folder in which this host lets us make groups, and those of other tests' runners."""

    folder: Path
    others: frozenset[Path]

    def groups(self) -> list[Path]:
        return sorted(set(_groups(self.folder)) - self.others)


def _groups(folder: Path) -> Iterator[Path]:
    return folder.glob(f"{cgroups.PREFIX}{os.getpid()}-*")


@pytest.fixture
def here() -> Iterator[Here]:
    made = cgroups.make()
    if made is None:
        pytest.skip("this host delegates no control group that bounds memory")
    asyncio.run(made.remove())
    found = Here(made.folder.parent, frozenset(_groups(made.folder.parent)))
    yield found
    assert found.groups() == []


async def test_each_worker_has_one_and_leaves_none(here: Here) -> None:
    async with Runner(workers=2) as runner:
        first = here.groups()
        assert len(first) == 2
        assert all((folder / "cgroup.procs").read_text().split() for folder in first)
        await asyncio.gather(runner.run(JOB), runner.run(JOB))
        assert here.groups() == first, "a run makes none"
        (zygote, *_) = map(int, (first[0] / "cgroup.procs").read_text().split())
        victim = psutil.Process(zygote).parent()
        assert victim is not None
        victim.kill()
        await asyncio.gather(*(runner.run(JOB) for _ in range(6)), return_exceptions=True)
        assert len(here.groups()) == 2
    assert here.groups() == []


async def test_a_run_that_is_cancelled_leaves_none(here: Here) -> None:
    async with Runner(workers=1) as runner:
        running = asyncio.ensure_future(runner.run(r.Job(HIDING, schedule="natural", clock="real")))
        while not runner.status().busy:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
        running.cancel()
        assert (await runner.run(JOB)).stdout == "hello\n"
        assert len(here.groups()) == 1


def test_what_a_killed_runner_left_is_removed(here: Here) -> None:
    program = (
        "import os, signal; from demos import cgroups; "
        "print(cgroups.make().folder, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=False)
    left = Path(done.stdout.strip())
    assert done.returncode == -signal.SIGKILL
    assert left.is_dir()

    made = cgroups.make()

    assert not left.exists()
    assert made is not None
    asyncio.run(made.remove())


def test_the_kernel_holds_who_takes_too_much_until_somebody_sees_it(here: Here) -> None:
    made = cgroups.make()
    assert made is not None
    bound = Bound(str(made.folder), made.version)
    greedy = subprocess.Popen([sys.executable, "-c", f"input()\n{HIDING.source}"], stdin=subprocess.PIPE)
    bound.enter(greedy.pid)
    bound.allow(1_000_000)
    assert greedy.stdin is not None
    greedy.stdin.write(b"\n")
    greedy.stdin.flush()
    deadline = time.monotonic() + 30
    while not bound.exhausted():
        assert time.monotonic() < deadline
        os.sched_yield()
    greedy.kill()
    greedy.wait()
    bound.allow(2_000_000)
    assert not bound.exhausted()
    bound.close()
    asyncio.run(made.remove())


async def test_without_one_the_accounting_bounds_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cgroups, "make", lambda: None)

    async with Runner(workers=1) as runner:
        recording = await runner.run(r.Job(HIDING, limits=r.Limits(memory_bytes=50_000_000)))

    assert recording.bound == "memory"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can choose who it becomes")
async def test_each_worker_is_a_user_of_its_own() -> None:
    """So that one run cannot use up what the kernel allows each user, as descriptors in flight (`unix(7)`)."""
    job = r.Job(r.Program("who.py", "print(open('/proc/self/uid_map').read(), open('/proc/self/gid_map').read())"))

    async with Runner(workers=2) as runner:
        both = await asyncio.gather(runner.run(job), runner.run(job))

    users = [recording.stdout.split()[1::3] for recording in both]
    assert users[0] != users[1]
    assert all("0" not in pair and pair[0] == pair[1] for pair in users)
