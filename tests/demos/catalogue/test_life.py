"""Zombies and orphans: what the recordings of these demos show."""

from __future__ import annotations

import signal

import pytest

from demos import recording as r
from tests.demos.catalogue import Run, answers, codes, kinds, of, only, reapers, tree, written


@pytest.mark.parametrize("children", [[3], [3, 4, 5]])
def test_the_zombies_stay_until_the_end(run: Run, children: list[int]) -> None:
    recording = run("zombie", children=len(children))
    assert sorted(event.pid for event in of(recording, r.Zombie)) == children
    assert {event.parent for event in of(recording, r.Zombie)} == {2}
    assert not of(recording, r.Reap)
    assert not of(recording, r.Wait, 2)
    assert [codes(recording)[pid] for pid in children] == list(range(len(children)))
    for processes in (tree(recording, "zombie"), {p.pid: p for p in recording.snapshots[-1].processes}):
        assert [processes[pid].state for pid in children] == ["zombie"] * len(children)
        assert 2 in processes


def test_the_orphan_gets_a_new_parent_and_lives_on(run: Run) -> None:
    recording = run("orphan")
    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (3, 2, 1)
    assert answers(recording, "getppid", 3) == [2, 1]
    order = kinds(recording)
    assert order.index(("exit", 2)) < order.index(("reparent", 3)) < order.index(("exit", 3))
    assert reapers(recording) == {2: 1, 3: 1}
    assert tree(recording, "orphan")[3].ppid == 1


def test_the_grandchild_is_nobodys_zombie(run: Run) -> None:
    recording = run("double-fork")
    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (4, 3, 1)
    assert reapers(recording) == {2: 1, 3: 2, 4: 1}
    assert (only(recording, r.Error).pid, only(recording, r.Error).errno) == (2, "ECHILD")
    assert {process.ppid for process in tree(recording, "double-fork").values() if process.pid in (2, 4)} == {1}


def test_sigkill_leaves_a_zombie_as_it_is(run: Run) -> None:
    recording = run("kill-zombie", code=4)
    kill = only(recording, r.Kill)
    assert (kill.pid, kill.target, kill.signal) == (2, 3, signal.SIGKILL)
    order = kinds(recording)
    assert order.index(("zombie", 3)) < order.index(("kill", 2)) < order.index(("reap", 2))
    assert not of(recording, r.Error)
    assert not of(recording, r.Signal)
    assert (only(recording, r.Reap, 2).code, only(recording, r.Reap, 2).signal) == (4, None)
    assert recording.stdout.splitlines() == [
        "parent: PID 3 is in state Z",
        "parent: SIGKILL sent, PID 3 is in state Z",
        "parent: reaped, its exit code is still 4",
        "parent: PID 3 is still in the table: False",
    ]
    assert tree(recording, "kill-zombie")[3].state == "zombie"


@pytest.mark.parametrize(("subreaper", "adopter"), [(1, 2), (0, 1)])
def test_an_orphan_goes_to_the_subreaper(run: Run, subreaper: int, adopter: int) -> None:
    recording = run("subreaper", subreaper=subreaper)
    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (4, 3, adopter)
    assert answers(recording, "prctl(PR_SET_CHILD_SUBREAPER, 1)", 2) == [0] * subreaper
    assert answers(recording, "getppid", 4) == [adopter]
    assert reapers(recording) == {2: 1, 3: 2, 4: adopter}
    assert written(recording, 2) == "".join(f"parent     2: reaped PID {pid}\n" for pid in range(3, 4 + subreaper))
    assert tree(recording, "subreaper")[4].ppid == adopter


def test_only_the_children_of_the_dead_get_a_new_parent(run: Run) -> None:
    recording = run("orphaned-subtree")
    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (4, 3, 1)
    assert [answers(recording, "getppid", pid) for pid in (3, 4, 5)] == [[2], [1], [4]]
    assert reapers(recording) == {2: 1, 3: 2, 4: 1, 5: 4}
    family = tree(recording, "orphaned-subtree")
    assert (family[4].ppid, family[5].ppid) == (1, 4)


def test_pid_1_adopts_and_cannot_be_killed(run: Run) -> None:
    recording = run("pid-1")
    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (3, 2, 1)
    sent = [(kill.pid, kill.target, kill.signal) for kill in of(recording, r.Kill)]
    assert sent == [(3, 1, signal.SIGSTOP), (3, 1, signal.SIGKILL)]
    assert not of(recording, r.Error)
    assert not of(recording, r.Signal)
    assert answers(recording, "getppid", 3) == [1, 1]
    assert recording.stdout.endswith("orphan: my parent is still 1\n")
    assert reapers(recording) == {2: 1, 3: 1}
    assert (tree(recording, "pid-1")[1].state, tree(recording, "pid-1")[3].ppid) == ("sleeping", 1)


def test_the_kernel_tells_the_child_of_its_parents_death(run: Run) -> None:
    recording = run("pdeathsig")
    delivery = only(recording, r.Signal)
    assert (delivery.pid, delivery.signal, delivery.action) == (3, signal.SIGTERM, "handled")
    assert delivery.sender == 0
    assert not of(recording, r.Kill)
    happened = kinds(recording)
    assert happened.index(("exit", 2)) < happened.index(("reparent", 3)) < happened.index(("signal", 3))
    assert [event.seconds for event in of(recording, r.Sleep, 3)] == [None]
    assert recording.stdout.endswith("child  3: SIGTERM came, my parent is now 1\n")
    assert codes(recording) == {2: 0, 3: 0}
