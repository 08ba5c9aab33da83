"""Signals: what the recordings of these demos show."""

from __future__ import annotations

import signal

import pytest

from demos import recording as r
from tests.demos.catalogue import Ran, Run, kinds, of, only, tree, written


@pytest.mark.parametrize("signals", [1, 3])
def test_a_blocked_signal_is_pending_and_its_handler_runs_once(run: Run, signals: int) -> None:
    recording = run("signal-mask", signals=signals)
    assert [(kill.target, kill.signal) for kill in of(recording, r.Kill, 2)] == [(3, signal.SIGUSR1)] * signals
    delivery = only(recording, r.Signal)
    assert (delivery.pid, delivery.signal, delivery.sender, delivery.action) == (3, signal.SIGUSR1, 2, "handled")
    assert written(recording, 3).splitlines() == [
        "child:  my work was not interrupted; is SIGUSR1 pending? True",
        "child:  the handler runs",
        "child:  SIGUSR1 is not blocked any more",
    ]
    # Asleep until the time is over, whatever was sent meanwhile.
    assert kinds(recording).count(("wake", 3)) == 1
    assert 3 in tree(recording, "signal-mask")


@pytest.mark.parametrize("seconds", [1.0, 0.1])
def test_a_stopped_process_goes_on_where_it_was(run: Run, seconds: float) -> None:
    recording = run("stop-continue", seconds=seconds)
    kills = [(kill.pid, kill.target, kill.signal) for kill in of(recording, r.Kill)]
    assert kills == [(3, 3, signal.SIGSTOP), (2, 3, signal.SIGCONT)]
    stop, go = only(recording, r.Stop, 3), only(recording, r.Continue, 3)
    assert stop.signal == signal.SIGSTOP
    assert go.t - stop.t >= seconds
    stopped = recording.events[recording.events.index(stop) + 1 : recording.events.index(go)]
    assert not any(event.pid == 3 for event in stopped), "it does nothing meanwhile"
    assert {frozenset(wait.options) for wait in of(recording, r.Wait, 2)} == {
        frozenset({"WUNTRACED", "WCONTINUED"})
    }
    assert written(recording, 3) == "child:  I stop myself\nchild:  I go on right here\n"
    assert written(recording, 2).splitlines() == [
        f"parent: the child is stopped by signal {signal.SIGSTOP.value}",
        "parent: the child goes on",
        "parent: the child exited with 7",
    ]
    assert only(recording, r.Reap, 2).code == 7
    assert tree(recording, "stop-continue")[3].state == "stopped"


ENDED = "parent: signal 15 ended the child before it was ready\n"
READY = "child:  SIGTERM, I clean up and exit\nparent: the child exited with 0\n"


def test_a_signal_may_come_before_the_handler(ran: Ran) -> None:
    outputs = {ran("kill-race", seed).stdout.removeprefix("child:  I begin\n") for seed in range(12)}
    assert outputs == {ENDED, READY}


def test_how_the_child_ends_depends_on_who_was_first(run: Run) -> None:
    recording = run("kill-race")
    delivered, end = only(recording, r.Signal, 3), only(recording, r.Reap, 2)
    assert (delivered.signal, delivered.sender) == (signal.SIGTERM, 2)
    assert (delivered.action, end.code, end.signal) in {("ends", None, signal.SIGTERM), ("handled", 0, None)}
    assert recording.stdout.endswith(ENDED if end.signal else READY)
    assert kinds(recording).index(("kill", 2)) < recording.events.index(delivered)
    assert run("kill-race", seconds=0.5).stdout == "child:  I begin\n" + READY
