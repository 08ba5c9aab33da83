"""Waiting for children: what the recordings of these demos show."""

from __future__ import annotations

from demos import recording as r
from tests.demos.catalogue import Run, answers, of, only, tree


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
