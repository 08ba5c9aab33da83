"""Signals: what the recordings of these demos show."""

from __future__ import annotations

import signal

import pytest

from demos import recording as r
from tests.demos.catalogue import Run, kinds, of, only, tree, written


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
    assert tree(recording, "signal-mask")[3].state == "sleeping"
