"""Every way to make a process is seen, and whose child it is: fork, vfork, clone with any flags, exec, threads."""

from __future__ import annotations

import sys
import textwrap
from typing import Any

import pytest

from demos import recording as r
from tests.demos.engine import Engine, of, only

CLONE = textwrap.dedent("""
    import ctypes, errno, os, signal, sys
    libc = ctypes.CDLL(None, use_errno=True)
    CLONE = {'x86_64': 56, 'aarch64': 220}[os.uname().machine]
    FILES, VFORK, PARENT, UNTRACED, NEWUSER = 0x400, 0x4000, 0x8000, 0x800000, 0x10000000
    WALL, WCLONE = 0x40000000, 0x80000000

    def clone(flags):
        result = libc.syscall(CLONE, flags, None, None, None, None)
        if result < 0:
            print(errno.errorcode[ctypes.get_errno()])
        return result
""")

Order = dict[str, Any]


def with_clone(program: str) -> str:
    """The program, which finds `clone` and its flags defined."""
    return CLONE + textwrap.dedent(program)


def test_fork(engine: Engine, order: Order) -> None:
    recording = engine.record("import os\nif os.fork():\n    os.wait()", **order)

    assert [(fork.pid, fork.child, fork.call) for fork in of(recording, r.Fork)] == [(2, 3, "fork")]
    assert only(recording, r.Reap, 2).child == 3


def test_pids_are_given_in_the_order_of_birth(engine: Engine, order: Order) -> None:
    recording = engine.record("import os\nfor _ in range(3):\n    if not os.fork(): break", **order)

    assert [fork.child for fork in of(recording, r.Fork)] == [3, 4, 5]


def test_vfork_suspends_the_parent_until_its_child_is_gone(engine: Engine, order: Order) -> None:
    program = with_clone("""
    if clone(VFORK | signal.SIGCHLD) == 0:
        os.write(1, b'child')
        os._exit(0)
    os.write(1, b'parent')
    os.wait()
    """)

    recording = engine.record(program, **order)

    assert recording.stdout == "childparent"
    assert only(recording, r.Fork).call == "vfork"


def test_posix_spawn_and_exec(engine: Engine, order: Order) -> None:
    program = """
        import os, sys
        os.waitpid(os.posix_spawn(sys.executable, ['python3', '-c', ''], {}), 0)
    """
    recording = engine.record(program, **order)

    execution = only(recording, r.Exec)
    assert (execution.pid, execution.argv) == (3, ("python3", "-c", ""))
    assert execution.path.startswith("/")
    assert (only(recording, r.Reap, 2).child, only(recording, r.Reap, 2).code) == (3, 0)


def test_only_the_begin_of_long_arguments_is_kept(engine: Engine, order: Order) -> None:
    """Else a program that executes itself again and again would fill its recording."""
    program = """
        import os, sys
        n = int(sys.argv[1]) if len(sys.argv) > 1 else 20
        if n:
            os.execv(sys.executable, [sys.executable, sys.argv[0], str(n - 1), *['\\x01' * 10_000] * 10])
    """
    recording = engine.record(program, memory_bytes=2**29, **order)

    executions = of(recording, r.Exec)
    assert len(executions) == 20
    assert {execution.argv[1] for execution in executions} == {"program.py"}
    assert all(execution.argv[-1].endswith("\x01…") for execution in executions)
    assert sum(len(argument.encode()) for execution in executions for argument in execution.argv) < 20 * 300


def test_exec_keeps_the_pid_and_changes_the_name(engine: Engine, order: Order) -> None:
    program = "import os, sys; os.execv(sys.executable, ['renamed', '-c', 'import os; print(os.getpid())'])"

    recording = engine.record(program, **order)

    assert recording.stdout == "2\n"
    moment = recording.events.index(only(recording, r.Exec))
    names = [row.name for row in recording.snapshot_at(moment).processes if row.pid == 2]
    assert names == [f"python3.{sys.version_info.minor}"]


def test_exec_that_fails(engine: Engine, order: Order) -> None:
    recording = engine.record("import os\ntry: os.execv('/nowhere', ['x'])\nexcept OSError: pass", **order)

    assert (only(recording, r.Error).call, only(recording, r.Error).errno) == ("execve", "ENOENT")
    assert of(recording, r.Exec) == []


def test_exec_from_a_second_thread_leaves_one_process(engine: Engine, order: Order) -> None:
    program = """
        import os, sys, threading, time
        def work():
            os.execv(sys.executable, ['python3', '-c', 'import os; print(os.getpid(), flush=True); os._exit(5)'])
        threading.Thread(target=work).start()
        time.sleep(30)
    """
    recording = engine.record(program, **order)

    assert recording.ending == r.Ending(kind="exited", code=5)
    assert recording.stdout == "2\n"
    assert [event.pid for event in of(recording, r.Exec)] == [2]
    assert of(recording, r.Fork) == []


def test_exec_from_a_second_thread_of_a_child(engine: Engine, order: Order) -> None:
    program = """
        import os, sys, threading, time
        if os.fork() == 0:
            threads = [threading.Thread(target=time.sleep, args=(30,)) for _ in range(3)]
            threads.append(threading.Thread(target=os.execv, args=(sys.executable, ['python3', '-c', 'exit(4)'])))
            for thread in threads:
                thread.start()
            time.sleep(30)
        print(os.wait()[1] >> 8)
    """
    recording = engine.record(program, **order)

    assert recording.stdout == "4\n"
    assert only(recording, r.Exec).pid == 3


def test_threads_are_no_processes(engine: Engine, order: Order) -> None:
    program = """
        import threading
        threads = [threading.Thread(target=print, args=(n,)) for n in range(5)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """
    recording = engine.record(program, **order)

    assert sorted(recording.stdout.split()) == list("01234")
    assert of(recording, r.Fork) == []
    assert [end.pid for end in of(recording, r.Exit)] == [2]
    assert {event.pid for event in of(recording, r.Write)} == {2}


def test_a_leader_that_exits_first_is_not_the_end_of_its_process(engine: Engine, order: Order) -> None:
    program = with_clone("""
    import threading, time
    def work():
        time.sleep(0.05)
        os.write(1, b'the thread lives')
        os._exit(3)
    threading.Thread(target=work).start()
    EXIT = {'x86_64': 60, 'aarch64': 93}[os.uname().machine]
    libc.syscall(EXIT, 9)
    """)
    recording = engine.record(program, **order)

    assert recording.stdout == "the thread lives"
    assert recording.ending == r.Ending(kind="exited", code=3)
    assert len(of(recording, r.Exit)) == 1


def test_clone_parent_makes_a_sibling(engine: Engine, order: Order) -> None:
    program = with_clone("""
    if os.fork() == 0:
        if clone(PARENT | signal.SIGCHLD) == 0:
            os._exit(7)
        os._exit(0)
    print(sorted(os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(2)))
    """)
    recording = engine.record(program, **order)

    assert recording.stdout == "[0, 7]\n"
    assert [(fork.pid, fork.child) for fork in of(recording, r.Fork)] == [(2, 3), (3, 4)]
    assert {reap.child for reap in of(recording, r.Reap, 2)} == {3, 4}
    assert of(recording, r.Reparent) == []


def test_clone_without_an_exit_signal_needs_wall_to_be_reaped(engine: Engine, order: Order) -> None:
    program = with_clone("""
    child = clone(0)
    if child == 0:
        os._exit(7)
    try:
        os.waitpid(child, 0)
    except ChildProcessError as error:
        print(error)
    status = ctypes.c_int()
    print(libc.waitpid(child, ctypes.byref(status), WALL) == child, status.value >> 8)
    """)
    recording = engine.record(program, **order)

    assert recording.stdout == "[Errno 10] No child processes\nTrue 7\n"
    assert only(recording, r.Reap, 2).child == 3


def test_clone_that_shares_descriptors(engine: Engine, order: Order) -> None:
    program = with_clone("""
    r, w = os.pipe()
    if clone(FILES | signal.SIGCHLD) == 0:
        os.close(w)
        os._exit(0)
    os.wait()
    print(os.read(r, 1))
    """)
    assert engine.record(program, **order).stdout == "b''\n"


@pytest.mark.parametrize("flags", ["UNTRACED", "NEWUSER", "UNTRACED | PARENT"])
def test_clone_that_would_hide_or_escape_is_refused(flags: str, engine: Engine, order: Order) -> None:
    recording = engine.record(with_clone(f"clone({flags} | signal.SIGCHLD)"), **order)

    assert recording.stdout == "EPERM\n"
    assert of(recording, r.Fork) == []


def test_clone3_does_not_exist(engine: Engine, order: Order) -> None:
    program = with_clone("""
    print(libc.syscall(435, ctypes.byref((ctypes.c_uint64 * 8)()), 64), errno.errorcode[ctypes.get_errno()])
    """)
    assert engine.record(program, **order).stdout == "-1 ENOSYS\n"


def test_a_program_cannot_be_its_own_tracer(engine: Engine, order: Order) -> None:
    program = with_clone("print(libc.ptrace(0, 0, 0, 0), errno.errorcode[ctypes.get_errno()])")

    assert engine.record(program, **order).stdout == "-1 EPERM\n"


def test_fork_from_a_thread(engine: Engine, order: Order) -> None:
    program = """
        import os, threading
        def work():
            if os.fork() == 0:
                os._exit(3)
            os.wait()
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    """
    recording = engine.record(program, **order)

    assert only(recording, r.Fork).pid == 2
    assert only(recording, r.Reap, 2).child == only(recording, r.Fork).child > 3  # The thread has the 3.
    assert only(recording, r.Reap, 2).code == 3


def test_a_child_that_dies_before_anybody_looks(engine: Engine, order: Order) -> None:
    recording = engine.record(
        "import os\nfor _ in range(30):\n    if not os.fork(): os._exit(0)\n    os.wait()", **order
    )

    assert [reap.child for reap in of(recording, r.Reap, 2)] == list(range(3, 33))
