"""Waiting for children: what the recordings of these demos show."""

from __future__ import annotations

import pytest

from demos import recording as r
from tests.demos.catalogue import Run, answers, kinds, of, only, tree


def test_each_wait_reaps_one_child(run: Run) -> None:
    recording = run("wait")
    waits = of(recording, r.Wait, 2)
    assert [wait.target for wait in waits] == [-1] * 4
    assert {event.child: event.code for event in of(recording, r.Reap, 2)} == {3: 1, 4: 2, 5: 3}
    assert only(recording, r.Error).errno == "ECHILD"
    assert set(tree(recording, "wait")) >= {1, 2}


def test_waitpid_waits_for_the_slow_child_while_the_quick_one_is_a_zombie(run: Run) -> None:
    recording = run("waitpid")
    assert [(wait.target, wait.options) for wait in of(recording, r.Wait, 2)] == [(3, ()), (4, ())]
    assert [(event.child, event.code) for event in of(recording, r.Reap, 2)] == [(3, 1), (4, 2)]
    assert tree(recording, "waitpid")[4].state == "zombie"


def test_with_wnohang_the_parent_never_blocks(run: Run) -> None:
    recording = run("wnohang")
    polls = of(recording, r.Wait, 2)
    assert {(poll.target, poll.options) for poll in polls} == {(3, ("WNOHANG",))}
    assert answers(recording, "wait4", 2) == [0] * (len(polls) - 1)
    assert recording.stdout.count("(0, 0)") == len(polls) - 1 >= 1
    assert only(recording, r.Reap, 2).code == 5
    assert tree(recording, "wnohang")[2].state == "running"


@pytest.mark.parametrize("code", [3, 0, 255])
def test_the_wait_status_holds_how_and_how_much(run: Run, code: int) -> None:
    recording = run("wait-status", code=code)
    assert [(event.code, event.signal) for event in of(recording, r.Reap, 2)] == [(code, None), (None, 9)]
    assert recording.stdout.splitlines() == [
        f"PID 3: the status is {code * 256}, in hexadecimal {code:02x}00",
        f"  it exited with {code}",
        "PID 4: the status is 9, in hexadecimal 0009",
        "  it was ended by signal 9",
    ]
    assert tree(recording, "wait-status")[4].state == "zombie"


def test_waitpid_0_waits_only_within_the_group(run: Run) -> None:
    recording = run("waitpid-0")
    assert [wait.target for wait in of(recording, r.Wait, 2)] == [0, 0, -1]
    assert [(event.child, event.code) for event in of(recording, r.Reap, 2)] == [(3, 1), (4, 2)]
    failure = only(recording, r.Error)
    assert (failure.pid, failure.call, failure.errno) == (2, "wait4", "ECHILD")
    assert kinds(recording).index(("reap", 2)) < recording.events.index(failure)
    parent, child = (tree(recording, "waitpid-0")[pid] for pid in (2, 4))
    assert (parent.state, child.ppid, child.state) == ("running", 2, "sleeping")


def test_only_a_parent_can_wait_and_only_once(run: Run) -> None:
    recording = run("echild")
    assert [(event.pid, event.errno) for event in of(recording, r.Error)] == [(4, "ECHILD"), (2, "ECHILD")]
    assert [(event.child, event.code) for event in of(recording, r.Reap, 2)] == [(4, 0), (3, 5)]
    assert [(wait.target, wait.options) for wait in of(recording, r.Wait, 2)] == [(4, ()), (3, ()), (3, ())]
    assert recording.stdout.splitlines() == [
        "younger: waitpid(3, 0) failed: I have no such child",
        "parent:  waitpid(4, 0) returned exit code 0",
        "parent:  waitpid(3, 0) returned exit code 5",
        "parent:  waitpid(3, 0) failed: I have no such child",
    ]
    elder, younger = (tree(recording, "echild")[pid] for pid in (3, 4))
    assert elder.ppid == younger.ppid == 2
    assert younger.state == "running"


def test_with_a_pidfd_a_sibling_waits_and_the_parent_reaps(run: Run) -> None:
    recording = run("pidfd")
    assert (only(recording, r.Error).pid, only(recording, r.Error).errno) == (4, "ECHILD")
    happened = kinds(recording)
    told = max(index for index, event in enumerate(happened) if event == ("write", 4))
    reaped = recording.events.index(next(event for event in of(recording, r.Reap) if event.child == 3))
    assert happened.index(("exit", 3)) < told < reaped
    assert {event.child: event.pid for event in of(recording, r.Reap)} == {4: 2, 3: 2, 2: 1}
    assert recording.stdout.endswith("parent:  reaped PID 3, exit code 7\n")
    states = {pid: process.state for pid, process in tree(recording, "pidfd").items()}
    assert (states[3], states[4]) == ("zombie", "sleeping")
