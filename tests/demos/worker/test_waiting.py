"""wait, waitpid and waitid in all their forms; who reaps whom; zombies and orphans (`wait(2)`)."""

from __future__ import annotations

from typing import Any

import pytest

from demos import recording as r
from tests.demos.engine import Engine, of, only

Order = dict[str, Any]


def test_a_zombie_lasts_from_its_exit_until_it_is_reaped(engine: Engine, order: Order) -> None:
    program = """
        import os, time
        if os.fork() == 0:
            os._exit(7)
        time.sleep(0.2)
        os.wait()
    """
    recording = engine.record(program, **order)

    end, zombie, reap = only(recording, r.Exit, 3), only(recording, r.Zombie, 3), only(recording, r.Reap, 2)
    assert (end.code, zombie.parent, reap.child, reap.code) == (7, 2, 3, 7)
    assert reap.t - zombie.t >= 0.1
    during = recording.snapshot_at(recording.events.index(zombie)).processes
    assert [(row.pid, row.ppid, row.state) for row in during if row.pid == 3] == [(3, 2, "zombie")]


def test_a_zombie_of_a_moment_is_seen_too(engine: Engine, order: Order) -> None:
    recording = engine.record("import os\nif os.fork():\n    os.wait()", **order)

    assert [zombie.pid for zombie in of(recording, r.Zombie)] == [3, 2]


WAITS = {
    "wait": ("os.wait()", "wait4", -1, ()),
    "waitpid of any": ("os.waitpid(-1, 0)", "wait4", -1, ()),
    "waitpid of one": ("os.waitpid(child, 0)", "wait4", 3, ()),
    "waitpid of the group": ("os.waitpid(0, 0)", "wait4", 0, ()),
    "waitpid of a group": ("os.waitpid(-os.getpgrp(), 0)", "wait4", -2, ()),
    "waitpid that hears of stops": (
        "os.waitpid(child, os.WUNTRACED | os.WCONTINUED)",
        "wait4",
        3,
        ("WUNTRACED", "WCONTINUED"),
    ),
    "wait3": ("os.wait3(0)", "wait4", -1, ()),
    "wait4": ("os.wait4(child, 0)", "wait4", 3, ()),
    "waitid of any": ("os.waitid(os.P_ALL, 0, os.WEXITED)", "waitid", -1, ("WEXITED",)),
    "waitid of one": ("os.waitid(os.P_PID, child, os.WEXITED)", "waitid", 3, ("WEXITED",)),
    "waitid of a group": ("os.waitid(os.P_PGID, os.getpgrp(), os.WEXITED)", "waitid", -2, ("WEXITED",)),
    "waitid of a pidfd": ("os.waitid(os.P_PIDFD, os.pidfd_open(child), os.WEXITED)", "waitid", None, ("WEXITED",)),
}


@pytest.mark.parametrize("name", WAITS)
def test_each_form_of_wait_reaps(name: str, engine: Engine, order: Order) -> None:
    call, *expected = WAITS[name]
    program = f"import os\nchild = os.fork()\nif child == 0: os._exit(7)\n{call}"

    recording = engine.record(program, **order)

    (wait,) = of(recording, r.Wait, 2)
    assert [wait.call, wait.target, wait.options] == expected
    assert (only(recording, r.Reap, 2).child, only(recording, r.Reap, 2).code) == (3, 7)
    assert of(recording, r.Error) == []


def test_waitid_that_tells_nobody_whom_it_reaped(engine: Engine, order: Order) -> None:
    program = """
        import ctypes, os
        if os.fork() == 0:
            os._exit(7)
        WAITID = {'x86_64': 247, 'aarch64': 95}[os.uname().machine]
        ctypes.CDLL(None).syscall(WAITID, 0, 0, None, os.WEXITED, None)
    """
    recording = engine.record(program, **order)

    assert only(recording, r.Reap, 2).child == 3


def test_wnohang_returns_at_once(engine: Engine, order: Order) -> None:
    program = """
        import os
        r, w = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(w)
            os.read(r, 1)
            os._exit(7)
        print(os.waitpid(child, os.WNOHANG), os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG))
        os.close(w)
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            pass
    """
    recording = engine.record(program, **order)

    assert recording.stdout == "(0, 0) None\n"
    calls = [(call.call, call.result) for call in of(recording, r.Call, 2) if call.call.startswith("wait")]
    assert calls[:2] == [("wait4", 0), ("waitid", 0)]
    assert only(recording, r.Reap, 2).code == 7


def test_wnowait_leaves_the_zombie(engine: Engine, order: Order) -> None:
    program = """
        import os
        if os.fork() == 0:
            os._exit(7)
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        os.wait()
    """
    recording = engine.record(program, **order)

    assert [(call.call, call.result) for call in of(recording, r.Call, 2)] == [("waitid", 3)]
    seen, reaped = (recording.events.index(only(recording, kind, 2)) for kind in (r.Call, r.Reap))
    assert any(row.pid == 3 and row.state == "zombie" for row in recording.snapshot_at(seen).processes)
    assert all(row.pid != 3 for row in recording.snapshot_at(reaped).processes)


@pytest.mark.parametrize(
    ("call", "errno"),
    [
        ("os.wait()", "ECHILD"),
        ("os.waitpid(2, 0)", "ECHILD"),
        ("os.waitpid(1, 0)", "ECHILD"),
        ("os.waitpid(99, os.WNOHANG)", "ECHILD"),
        ("os.waitid(os.P_ALL, 0, 0)", "EINVAL"),
        ("os.waitpid(-1, 12345)", "EINVAL"),
    ],
)
def test_a_wait_that_fails(call: str, errno: str, engine: Engine, order: Order) -> None:
    recording = engine.record(f"import os\ntry:\n    {call}\nexcept OSError: pass", **order)

    assert only(recording, r.Error).errno == errno


@pytest.mark.parametrize(
    "ignore",
    [
        "signal.signal(signal.SIGCHLD, signal.SIG_IGN)",
        # struct kernel_sigaction: handler, flags (SA_NOCLDWAIT and what x86_64 wants), restorer, mask.
        "ctypes.CDLL(None).sigaction(17, struct.pack('=Q128xiQ', 0, 2, 0), None)",
    ],
    ids=["SIG_IGN", "SA_NOCLDWAIT"],
)
def test_children_that_nobody_wants_to_hear_of_are_discarded(ignore: str, engine: Engine, order: Order) -> None:
    program = f"""
        import ctypes, os, signal, struct
        {ignore}
        for code in (1, 2):
            if os.fork() == 0:
                os._exit(code)
        try:
            os.wait()
        except ChildProcessError as error:
            print(error)
    """
    recording = engine.record(program, **order)

    assert recording.stdout == "[Errno 10] No child processes\n"
    assert {(reap.child, reap.code, reap.auto) for reap in of(recording, r.Reap, 2)} == {(3, 1, True), (4, 2, True)}
    assert [zombie.pid for zombie in of(recording, r.Zombie)] == [2]


def test_zombies_that_are_there_already_stay_when_sigchld_is_ignored(engine: Engine, order: Order) -> None:
    program = """
        import os, signal
        if os.fork() == 0:
            os._exit(1)
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        os.wait()
    """
    recording = engine.record(program, **order)

    assert [reap.auto for reap in of(recording, r.Reap, 2)] == [False]


def test_ignoring_sigchld_is_inherited_and_can_be_undone(engine: Engine, order: Order) -> None:
    program = """
        import os, signal
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        if os.fork() == 0:
            if os.fork() == 0:
                os._exit(1)
            try:
                os.wait()
            except ChildProcessError:
                pass
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            if os.fork() == 0:
                os._exit(2)
            os._exit(os.wait()[1] >> 8)
        try:
            os.wait()
        except ChildProcessError:
            pass
    """
    recording = engine.record(program, **order)

    assert {(reap.pid, reap.child, reap.auto) for reap in of(recording, r.Reap)} == {
        (3, 4, True),
        (3, 5, False),
        (2, 3, True),
        (1, 2, False),
    }


# --- orphans ------------------------------------------------------------------------------------------------


def test_an_orphan_is_adopted_by_init(engine: Engine, order: Order) -> None:
    program = """
        import os, time
        if os.fork() == 0:
            while os.getppid() == 2:
                time.sleep(0.01)
            os._exit(0)
    """
    recording = engine.record(program, **order)

    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (3, 2, 1)
    assert {(reap.pid, reap.child) for reap in of(recording, r.Reap)} == {(1, 2), (1, 3)}
    assert [call.result for call in of(recording, r.Call, 3) if call.call == "getppid"][-1] == 1


def test_an_orphan_is_adopted_by_the_nearest_subreaper(engine: Engine, order: Order) -> None:
    program = """
        import ctypes, os
        PR_SET_CHILD_SUBREAPER = 36
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        if os.fork() == 0:
            if os.fork() == 0:
                while os.getppid() == 3:
                    pass
                os._exit(os.getppid())
            os._exit(0)
        print(sorted(os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(2)))
    """
    recording = engine.record(program, **order)

    assert recording.stdout == "[0, 2]\n"
    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (4, 3, 2)


def test_a_subtree_moves_only_at_its_top(engine: Engine, order: Order) -> None:
    program = """
        import os
        r, w = os.pipe()
        if os.fork() == 0:
            if os.fork() == 0:
                if os.fork() == 0:
                    os.close(w)
                    os.read(r, 1)
                    os._exit(0)
                os.close(w)
                os.wait()
                os._exit(0)
            os._exit(0)
        os.wait()
    """
    recording = engine.record(program, **order)

    assert [(event.pid, event.old, event.new) for event in of(recording, r.Reparent)] == [(4, 3, 1)]
    assert {(reap.pid, reap.child) for reap in of(recording, r.Reap)} == {(2, 3), (1, 2), (4, 5), (1, 4)}


def test_zombies_are_adopted_and_reaped_when_their_parent_ends(engine: Engine, order: Order) -> None:
    program = """
        import os
        for _ in range(5):
            if os.fork() == 0:
                os._exit(4)
        for pid in range(3, 8):
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    """
    recording = engine.record(program, **order)

    assert {event.pid for event in of(recording, r.Reparent)} == {3, 4, 5, 6, 7}
    assert {(reap.child, reap.code) for reap in of(recording, r.Reap, 1) if reap.child > 2} == {
        (pid, 4) for pid in range(3, 8)
    }


def test_a_double_fork(engine: Engine, order: Order) -> None:
    program = """
        import os
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os._exit(0)
            os._exit(0)
        os.wait()
    """
    recording = engine.record(program, **order)

    assert [(call.call, call.result) for call in of(recording, r.Call, 3)] == [("setsid", 3)]
    assert {reap.child for reap in of(recording, r.Reap, 1)} >= {2, 4}


def test_the_end_of_the_first_process_does_not_end_the_run(engine: Engine, order: Order) -> None:
    program = """
        import os, time
        if os.fork() == 0:
            time.sleep(0.2)
            os.write(1, b'last')
            os._exit(3)
    """
    recording = engine.record(program, **order)

    assert recording.ending == r.Ending(kind="exited", code=0)
    assert recording.stdout == "last"
    assert recording.seconds >= 0.2


def test_a_zombie_is_discarded_when_its_new_parent_does_not_want_to_hear(engine: Engine, order: Order) -> None:
    program = """
        import ctypes, os, signal
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            if os.fork() == 0:
                os._exit(4)
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
            os._exit(3)
        try:
            os.wait()
        except ChildProcessError:
            pass
    """
    recording = engine.record(program, **order)

    assert [(event.pid, event.old, event.new) for event in of(recording, r.Reparent)] == [(4, 3, 2)]
    assert {(reap.child, reap.code, reap.auto) for reap in of(recording, r.Reap, 2)} == {(3, 3, True), (4, 4, True)}
    assert recording.bound is None
