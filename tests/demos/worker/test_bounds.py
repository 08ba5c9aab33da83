"""Every bound ends a run and is named, and nothing of any run is left afterwards, however it tries."""

from __future__ import annotations

import contextlib
from typing import Any

import psutil
import pytest

from demos import recording as r
from tests.demos.engine import Engine, of

Order = dict[str, Any]

MEGABYTE = 1024 * 1024


def test_wall_time(engine: Engine) -> None:
    program = "import signal; print('waits', flush=True); signal.pause()"

    recording = engine.record(program, wall_seconds=0.2, schedule="natural", clock="real")

    assert recording.bound == recording.ending.kind == "wall-time"
    assert recording.stdout == "waits\n"


def test_wall_time_in_virtual_time(engine: Engine) -> None:
    assert engine.record("import time; time.sleep(10_000)").bound == "wall-time"


@pytest.mark.parametrize("program", ["while True: pass", "import os\nwhile True: os.getpid()"])
def test_cpu_time(program: str, engine: Engine, order: Order) -> None:
    recording = engine.record(program, cpu_seconds=0.2, **order)

    assert recording.bound == recording.ending.kind == "cpu-time"
    assert recording.snapshots[-1].processes[-1].state == "running"


def test_cpu_time_is_that_of_all_processes(engine: Engine, order: Order) -> None:
    program = """
        import os
        def burn():
            for _ in range(2_000_000): pass
            os._exit(0)
        while True:
            if os.fork() == 0:
                burn()
            os.wait()
    """
    assert engine.record(program, cpu_seconds=0.5, **order).bound == "cpu-time"


@pytest.mark.parametrize(
    "bomb",
    [
        "while True: os.fork()",
        "while True:\n    if os.fork() == 0: os.setsid()",
        "while True:\n    if os.fork() == 0: signal.pause()",
        "signal.signal(signal.SIGCHLD, signal.SIG_IGN)\nwhile True: os.fork()",
        "while True:\n    if os.fork() == 0:\n        if os.fork() == 0: signal.pause()\n        os._exit(0)",
    ],
    ids=["plain", "sessions", "sleepers", "nobody waits", "orphans"],
)
def test_a_fork_bomb(bomb: str, engine: Engine, order: Order) -> None:
    recording = engine.record(f"import os, signal\n{bomb}", processes=16, cpu_seconds=2.0, **order)

    assert recording.bound == "processes"
    assert max(len(snapshot.processes) for snapshot in recording.snapshots) <= 16 + 1


def test_threads_are_bounded_too(engine: Engine, order: Order) -> None:
    program = """
        import threading, time
        for n in range(1000):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    """
    recording = engine.record(program, processes=16, **order)

    assert recording.ending == r.Ending(kind="exited", code=1)
    assert "can't start new thread" in recording.stderr


@pytest.mark.parametrize(
    "greed",
    [
        "held = []\nwhile True: held.append(b'x' * 1_000_000)",
        "for _ in range(4): os.fork()\nheld = b'x' * 16_000_000\nsignal.pause()",
        "import mmap\nheld = [mmap.mmap(-1, 1_000_000) for _ in range(200)]\n"
        "for area in held: area.write(b'x' * 1_000_000)\nsignal.pause()",
        "def work():\n    held = [b'x' * 1_000_000 for _ in range(200)]\n    time.sleep(60)\n"
        "threading.Thread(target=work).start()\n"
        "ctypes.CDLL(None).syscall({'x86_64': 60, 'aarch64': 93}[os.uname().machine], 0)",
    ],
    ids=["one", "many", "shared", "thread without its leader"],
)
def test_memory(greed: str, engine: Engine, order: Order) -> None:
    program = f"import ctypes, os, signal, threading, time\n{greed}"

    recording = engine.record(program, memory_bytes=96 * MEGABYTE, **order)

    assert recording.bound == "memory"


def test_memory_that_is_shared_counts_once(engine: Engine, order: Order) -> None:
    program = """
        import os
        held = b'x' * 40_000_000
        for _ in range(5):
            if os.fork() == 0:
                os._exit(len(held) % 7)
        print('within bounds', flush=True)
    """
    recording = engine.record(program, memory_bytes=96 * MEGABYTE, **order)

    assert recording.bound is None


def test_output(engine: Engine, order: Order) -> None:
    recording = engine.record("while True: print('spam ' * 1000)", output_bytes=10_000, **order)

    assert recording.bound == recording.ending.kind == "output"
    assert recording.omitted_bytes >= 15 * 10_000
    assert len(recording.stdout) < 11_000


def test_a_bound_after_the_first_process_has_ended(engine: Engine, order: Order) -> None:
    program = "import os\nif os.fork(): os._exit(3)\nwhile True: pass"

    recording = engine.record(program, cpu_seconds=0.2, **order)

    assert recording.bound == "cpu-time"
    assert recording.ending == r.Ending(kind="exited", code=3)


def below_zygotes() -> list[list[psutil.Process]]:
    """What lives below each zygote: at rest the pair for the next run, and nothing else."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if any("demos.worker.zygote" in part for part in process.cmdline()) and process.ppid() in _tracers():
                found.append(process.children(recursive=True))
    return found


def _tracers() -> set[int]:
    return {process.pid for process in psutil.Process().children()}


LINGERERS = {
    "daemon": "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: signal.pause()\n    os._exit(0)",
    "all signals blocked": "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
    "for _ in range(3): os.fork()\nwhile True: time.sleep(60)",
    "stopped": "for _ in range(3): os.fork()\nos.kill(os.getpid(), signal.SIGSTOP)",
    "holding every descriptor": "os.fork()\nheld = [os.pipe() for _ in range(50)]\nos.read(held[0][0], 1)",
    "forking for ever": "while True:\n    if os.fork(): os._exit(0)",
    "computing": "for _ in range(3): os.fork()\nwhile True: pass",
    "threads": "for _ in range(5): threading.Thread(target=time.sleep, args=(60,)).start()\nsignal.pause()",
    "zombies": "for _ in range(10):\n    if os.fork() == 0: os._exit(0)\nsignal.pause()",
}


@pytest.mark.parametrize("name", LINGERERS)
def test_nothing_is_left(name: str, engine: Engine, order: Order) -> None:
    program = f"import os, signal, threading, time\n{LINGERERS[name]}"
    engine.record("")
    # Other tests' engines live here too.
    idle = len(psutil.Process().children(recursive=True))

    engine.record(program, wall_seconds=0.3, cpu_seconds=0.3, **order)

    assert engine.record("print('next')").stdout == "next\n"
    # The pair that waits for the next run was made before the first count, or since.
    assert len(psutil.Process().children(recursive=True)) <= idle + 2


def test_files_do_not_outlive_a_run(engine: Engine, order: Order) -> None:
    program = "import os; print(os.listdir()); open('left', 'w'); open('/dev/shm/left', 'w'); os.mkfifo('fifo')"

    assert engine.record(program, **order).stdout == engine.record(program, **order).stdout == "['program.py']\n"


def test_the_space_for_files_is_bounded(engine: Engine, order: Order) -> None:
    program = """
        try:
            with open('big', 'wb') as file:
                while True: file.write(bytes(1_000_000))
        except OSError as error:
            print(error.strerror)
    """
    recording = engine.record(program, **order)

    assert recording.stdout in ("No space left on device\n", "File too large\n")


def test_the_next_run_is_as_the_first(engine: Engine, order: Order) -> None:
    program = "import os, sys; sys.modules['os'].marker = 1; os.fork(); print(os.getpid())"

    assert {engine.record(program).stdout for _ in range(3)} == {"2\n3\n"}


def test_a_bounded_run_names_who_was_there(engine: Engine, order: Order) -> None:
    recording = engine.record("import os, signal\nos.fork()\nsignal.pause()", wall_seconds=0.2, **order)

    assert [row.pid for row in recording.snapshots[-1].processes] == [1, 2, 3]
    assert of(recording, r.Exit) == []
