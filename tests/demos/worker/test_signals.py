"""Signals: sent, handled, ignored, deadly; stop and continue; groups; who waits for them (`signal(7)`)."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from demos import recording as r
from tests.demos.engine import Engine, of, only

Order = dict[str, Any]

CHILD = """
    import os, signal, threading, time
    r, w = os.pipe()

    def child_that(work):
        # Start a child, and go on when it says that it is ready.
        child = os.fork()
        if child == 0:
            work()
            os._exit(0)
        os.read(r, 1)
        return child

    def ready():
        os.write(w, b'.')
"""


def ends(recording: r.Recording, pid: int) -> tuple[int | None, int | None]:
    end = only(recording, r.Exit, pid)
    return end.code, end.signal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT, signal.SIGUSR1, 40])
def test_a_signal_that_kills(number: int, engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + f"""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    child = child_that(lambda: (ready(), signal.pause()))
    os.kill(child, {int(number)})
    print(os.waitstatus_to_exitcode(os.wait()[1]))
    """
    )
    recording = engine.record(program, **order)

    assert recording.stdout == f"-{int(number)}\n"
    assert (only(recording, r.Kill).target, only(recording, r.Kill).signal) == (3, number)
    assert ends(recording, 3) == (None, number)
    assert only(recording, r.Reap, 2).signal == number
    delivered = [(event.signal, event.sender, event.action) for event in of(recording, r.Signal, 3)]
    assert delivered == ([] if number == signal.SIGKILL else [(number, 2, "ends")])


SITUATIONS = {
    "computing": "ready()\n        while True: pass",
    "sleeping": "ready(); time.sleep(60)",
    "waiting for a child": "os.fork() == 0 and (ready() or signal.pause()); os.wait()",
    "reading": "ready(); os.read(os.pipe()[0], 1)",
    "stopped": "ready(); os.kill(os.getpid(), signal.SIGSTOP)",
    "with all signals blocked": "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)); ready(); time.sleep(60)",
    "with threads": "threading.Thread(target=time.sleep, args=(60,)).start(); ready(); time.sleep(60)",
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_sigkill_ends_a_process_whatever_it_does(situation: str, engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + f"""
    def work():
        {SITUATIONS[situation]}
    child = child_that(work)
    os.kill(child, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    os.killpg(0, signal.SIGKILL)
    """
    )
    recording = engine.record(program, **order)

    assert recording.ending == r.Ending(kind="signaled", signal=signal.SIGKILL)
    assert ends(recording, 3) == (None, signal.SIGKILL)


@pytest.mark.parametrize("seed", range(12))
def test_sigkill_ends_a_process_whose_first_thread_is_the_first_to_end(seed: int, engine: Engine) -> None:
    """It is a zombie until the others have ended. Here they hardly get the processor."""
    program = (
        CHILD
        + """
    def last():
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        ready()
        time.sleep(60)
    def work():
        threading.Thread(target=last).start()
        time.sleep(60)
    child = child_that(work)
    os.kill(child, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    )
    recording = engine.record(program, seed=seed)

    assert (recording.ending, recording.stdout) == (r.Ending(kind="exited", code=0), "-9\n")


def test_a_handler_is_called_and_the_process_lives(engine: Engine, order: Order) -> None:
    program = """
        import os, signal
        signal.signal(signal.SIGUSR1, lambda number, frame: print('got', number))
        os.kill(os.getpid(), signal.SIGUSR1)
        print('alive')
    """
    recording = engine.record(program, **order)

    assert recording.stdout == "got 10\nalive\n"
    (delivered,) = of(recording, r.Signal)
    assert (delivered.pid, delivered.signal, delivered.sender, delivered.action) == (2, 10, 2, "handled")


def test_an_ignored_signal_does_nothing(engine: Engine, order: Order) -> None:
    program = """
        import os, signal
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.kill(os.getpid(), signal.SIGTERM)
        print('alive')
    """
    recording = engine.record(program, **order)

    assert recording.stdout == "alive\n"
    assert all(event.action == "ignored" for event in of(recording, r.Signal))


def test_signal_0_only_asks(engine: Engine, order: Order) -> None:
    program = """
        import os
        os.kill(os.getpid(), 0)
        try:
            os.kill(99, 0)
        except ProcessLookupError as error:
            print(error)
    """
    recording = engine.record(program, **order)

    assert [(event.target, event.signal) for event in of(recording, r.Kill)] == [(2, 0), (99, 0)]
    assert only(recording, r.Error).errno == "ESRCH"


def test_a_zombie_cannot_be_killed(engine: Engine, order: Order) -> None:
    program = """
        import os, signal
        child = os.fork()
        if child == 0:
            os._exit(5)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        os.kill(child, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(os.wait()[1]))
    """
    assert engine.record(program, **order).stdout == "5\n"


def test_a_blocked_signal_waits_until_it_is_unblocked(engine: Engine, order: Order) -> None:
    program = """
        import os, signal
        signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b'handled '))
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
        os.kill(os.getpid(), signal.SIGUSR1)
        os.write(1, b'pending ' if signal.SIGUSR1 in signal.sigpending() else b'lost ')
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
        os.write(1, b'after')
    """
    assert engine.record(program, **order).stdout == "pending handled after"


def test_sigwait_takes_a_signal(engine: Engine, order: Order) -> None:
    program = """
        import os, signal
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
        if os.fork() == 0:
            os.kill(2, signal.SIGUSR1)
            os._exit(0)
        print(signal.sigwait({signal.SIGUSR1}))
        os.wait()
    """
    recording = engine.record(program, **order)

    assert recording.stdout == "10\n" or "SIGUSR1" in recording.stdout
    assert of(recording, r.Signal) == []  # It was taken, not delivered.


def test_an_alarm_wakes_a_pause(engine: Engine, order: Order) -> None:
    program = """
        import signal
        signal.signal(signal.SIGALRM, lambda *_: print('ring'))
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        signal.pause()
    """
    recording = engine.record(program, **order)

    assert recording.stdout == "ring\n"
    (delivered,) = of(recording, r.Signal)
    assert (delivered.signal, delivered.sender, delivered.action) == (signal.SIGALRM, 0, "handled")
    assert recording.seconds >= 0.05


def test_a_timer_goes_off_again_only_when_its_signal_was_taken(engine: Engine) -> None:
    """As `setitimer(2)` does: a blocked SIGALRM is sent once, and does not hold up the clock."""
    program = """
        import signal, time
        heard = []
        signal.signal(signal.SIGALRM, lambda *_: heard.append(time.monotonic()))
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        began = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, 0.05, 0.1)
        time.sleep(100)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
        signal.pause()
        signal.setitimer(signal.ITIMER_REAL, 0)
        print([round(moment - began, 2) for moment in heard])
    """
    recording = engine.record(program)

    assert recording.stdout == "[100.0, 100.05]\n"


def test_an_alarm_that_nobody_handles(engine: Engine, order: Order) -> None:
    recording = engine.record("import signal; signal.setitimer(signal.ITIMER_REAL, 0.05); signal.pause()", **order)

    assert recording.ending == r.Ending(kind="signaled", signal=signal.SIGALRM)


def test_a_handler_interrupts_a_sleep_which_then_goes_on(engine: Engine, order: Order) -> None:
    program = """
        import os, signal, time
        signal.signal(signal.SIGALRM, lambda *_: os.write(1, b'ring '))
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        began = time.monotonic()
        time.sleep(0.2)
        print(time.monotonic() - began >= 0.2)
    """
    assert engine.record(program, **order).stdout == "ring True\n"


def test_sigchld_reaches_a_handler(engine: Engine, order: Order) -> None:
    program = """
        import os, signal, time
        reaped = []
        signal.signal(signal.SIGCHLD, lambda *_: reaped.append(os.wait()))
        if os.fork() == 0:
            os._exit(7)
        while not reaped:
            time.sleep(0.01)
    """
    recording = engine.record(program, **order)

    (delivered,) = of(recording, r.Signal, 2)
    assert (delivered.signal, delivered.action) == (signal.SIGCHLD, "handled")
    assert only(recording, r.Reap, 2).code == 7


# --- stop and continue --------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGTSTP])
def test_stop_and_continue(number: int, engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + f"""
    child = child_that(lambda: (ready(), time.sleep(0.05), os.write(1, b'goes on')))
    os.kill(child, {int(number)})
    status = os.waitpid(child, os.WUNTRACED)[1]
    print(os.WIFSTOPPED(status), os.WSTOPSIG(status) == {int(number)}, flush=True)
    os.kill(child, signal.SIGCONT)
    print(os.waitpid(child, 0)[1])
    """
    )
    recording = engine.record(program, **order)

    assert recording.stdout == "True True\ngoes on0\n"
    stop, go_on = only(recording, r.Stop, 3), only(recording, r.Continue, 3)
    assert (stop.signal, stop.t <= go_on.t) == (number, True)
    rows = recording.snapshot_at(recording.events.index(stop)).processes
    assert [row.state for row in rows if row.pid == 3] == ["stopped"]


def test_wcontinued_hears_of_it(engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + """
    child = child_that(lambda: (ready(), signal.pause()))
    os.kill(child, signal.SIGSTOP)
    print(os.WIFSTOPPED(os.waitpid(child, os.WUNTRACED)[1]), os.waitpid(child, os.WUNTRACED | os.WNOHANG))
    os.kill(child, signal.SIGCONT)
    print(os.WIFCONTINUED(os.waitpid(child, os.WCONTINUED)[1]), os.waitpid(child, os.WCONTINUED | os.WNOHANG))
    os.kill(child, signal.SIGTERM)
    os.wait()
    """
    )
    assert engine.record(program, **order).stdout == "True (0, 0)\nTrue (0, 0)\n"


def test_a_stopped_process_can_be_killed_and_holds_other_signals(engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + """
    signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b'handled '))
    child = child_that(lambda: (ready(), time.sleep(0.05), os._exit(4)))
    os.kill(child, signal.SIGSTOP)
    os.waitpid(child, os.WUNTRACED)
    os.kill(child, signal.SIGUSR1)
    os.write(1, b'still stopped ')
    os.kill(child, signal.SIGCONT)
    print(os.waitstatus_to_exitcode(os.wait()[1]))
    """
    )
    assert engine.record(program, **order).stdout == "still stopped handled 4\n"


def test_a_stop_of_threads_stops_them_all(engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + """
    def work():
        thread = threading.Thread(target=lambda: (ready(), time.sleep(0.05), os.write(1, b'thread ')))
        thread.start()
        thread.join()
    child = child_that(work)
    os.kill(child, signal.SIGSTOP)
    os.waitpid(child, os.WUNTRACED)
    time.sleep(0.2)
    os.write(1, b'parent ')
    os.kill(child, signal.SIGCONT)
    os.wait()
    """
    )
    recording = engine.record(program, **order)

    assert recording.stdout == "parent thread "
    assert len(of(recording, r.Stop)) == len(of(recording, r.Continue)) == 1


def test_a_program_that_stays_stopped_is_ended(engine: Engine, order: Order) -> None:
    recording = engine.record("import os, signal; os.kill(2, signal.SIGSTOP)", wall_seconds=0.3, **order)

    assert recording.ending.kind in ("wall-time", "deadlock")
    assert recording.snapshots[-1].processes[-1].state == "stopped"


# --- groups -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [0, -1, "-os.getpgrp()"])
def test_a_signal_to_many(target: object, engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + f"""
    for _ in range(3):
        child_that(lambda: (ready(), signal.pause()))
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.kill({target}, signal.SIGTERM)
    print([os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(3)])
    """
    )
    recording = engine.record(program, **order)

    assert recording.stdout == "[-15, -15, -15]\n"
    assert only(recording, r.Kill).target == (target if isinstance(target, int) else -2)


def test_a_group_of_its_own_is_spared(engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + """
    spared = child_that(lambda: (os.setpgid(0, 0), ready(), time.sleep(0.1), os._exit(5)))
    struck = child_that(lambda: (ready(), signal.pause()))
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.kill(0, signal.SIGTERM)
    print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in (struck, spared)])
    """
    )
    assert engine.record(program, **order).stdout == "[-15, 5]\n"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP, signal.SIGINT])
@pytest.mark.parametrize("target", [1, 0, -1])
def test_neither_the_init_nor_the_worker_can_be_hit(target: int, number: int, engine: Engine, order: Order) -> None:
    program = f"import os\nprint('before', flush=True)\nos.kill({target}, {int(number)})"

    recording = engine.record(program, wall_seconds=1.0, **order)

    assert recording.stdout == "before\n"
    assert engine.record("print('next')").stdout == "next\n"


def test_a_broken_pipe(engine: Engine, order: Order) -> None:
    program = """
        import os, signal
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        r, w = os.pipe()
        os.close(r)
        os.write(w, b'x')
    """
    recording = engine.record(program, **order)

    assert recording.ending == r.Ending(kind="signaled", signal=signal.SIGPIPE)
    (delivered,) = of(recording, r.Signal)
    assert (delivered.signal, delivered.sender, delivered.action) == (signal.SIGPIPE, 0, "ends")


def test_a_parent_death_signal_is_sent_by_the_kernel(engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + """
    import ctypes
    child_that(lambda: (ctypes.CDLL(None).prctl(1, signal.SIGUSR1), ready(), signal.pause()))
    """
    )
    recording = engine.record(program, **order)

    (delivered,) = of(recording, r.Signal)
    assert (delivered.pid, delivered.signal, delivered.sender, delivered.action) == (3, signal.SIGUSR1, 0, "ends")


def test_a_signal_through_a_pidfd_has_a_sender(engine: Engine, order: Order) -> None:
    program = (
        CHILD
        + """
    child = child_that(lambda: (ready(), signal.pause()))
    signal.pidfd_send_signal(os.pidfd_open(child), signal.SIGUSR1)
    os.wait()
    """
    )
    recording = engine.record(program, **order)

    (delivered,) = of(recording, r.Signal)
    assert (delivered.pid, delivered.signal, delivered.sender, delivered.action) == (3, signal.SIGUSR1, 2, "ends")


def test_a_crash(engine: Engine, order: Order) -> None:
    recording = engine.record("import ctypes; ctypes.string_at(0)", **order)

    assert recording.ending == r.Ending(kind="signaled", signal=signal.SIGSEGV)
    assert [(event.sender, event.action) for event in of(recording, r.Signal)] == [(0, "ends")]
