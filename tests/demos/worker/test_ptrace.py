"""Tracees that SIGKILL takes between their stop and the tracer's request."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator

import pytest

from demos.worker import ptrace


@pytest.fixture
def tracee() -> Iterator[int]:
    """The PID of a child that is traced, and ended afterwards."""
    child = os.fork()
    if child == 0:
        while True:
            signal.pause()
    ptrace.seize(child)
    yield child
    os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        ptrace.cont(child)
    while (found := ptrace.wait(child, 0)) is not None and os.WIFSTOPPED(found[1]):
        ptrace.cont(child)


def event(tid: int) -> int:
    """What the next stop of the tracee is for."""
    found = ptrace.wait(tid, 0)
    assert found is not None
    return found[1] >> 16


def stop(tid: int) -> None:
    """Bring the tracee to a group-stop."""
    os.kill(tid, signal.SIGSTOP)
    assert event(tid) == 0  # The signal is about to be delivered.
    ptrace.cont(tid, signal.SIGSTOP)
    assert event(tid) == ptrace.EVENT_STOP


def test_who_is_killed_in_a_group_stop_is_gone_for_who_would_listen(tracee: int) -> None:
    stop(tracee)

    os.kill(tracee, signal.SIGKILL)
    os.waitid(os.P_PID, tracee, os.WSTOPPED | os.WNOWAIT)  # It is at its exit, and nobody has heard of that.

    with pytest.raises(ProcessLookupError):
        ptrace.listen(tracee)
    assert event(tracee) == ptrace.EVENT_EXIT


def test_who_is_in_a_group_stop_stays_there(tracee: int) -> None:
    stop(tracee)

    ptrace.listen(tracee)
    os.kill(tracee, signal.SIGCONT)

    assert event(tracee) == ptrace.EVENT_STOP
