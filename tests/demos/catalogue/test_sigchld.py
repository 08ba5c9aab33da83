"""SIGCHLD: what the recordings of these demos show."""

from __future__ import annotations

import signal

import pytest

from demos import recording as r
from tests.demos.catalogue import Ran, Run, codes, kinds, of, only, tree

HANDLED = [(signal.SIGCHLD, "handled")]


def handled(recording: r.Recording) -> list[tuple[int, str]]:
    """The signals that were delivered, and what then happened."""
    return [(event.signal, event.action) for event in of(recording, r.Signal) if event.action != "ignored"]


@pytest.mark.parametrize("children", [2, 6])
def test_who_ignores_sigchld_makes_no_zombies_and_learns_no_codes(run: Run, children: int) -> None:
    recording = run("sigchld-ignored", children=children)
    pids = list(range(3, 3 + children))
    assert {event.pid for event in of(recording, r.Zombie)} == {2}
    assert sorted(event.child for event in of(recording, r.Reap, 2) if event.auto) == pids
    assert [codes(recording)[pid] for pid in pids] == list(range(1, children + 1))
    wait, failure = only(recording, r.Wait, 2), only(recording, r.Error, 2)
    assert (wait.target, failure.errno) == (-1, "ECHILD")
    order = kinds(recording)
    assert all(order.index(("exit", pid)) < recording.events.index(failure) for pid in pids), "it waits for all"
    assert recording.stdout == "parent: no child is left\n"
    assert tree(recording, "sigchld-ignored").keys() == {1, 2, *pids[1:]}


def test_by_default_wait_learns_of_each_child(run: Run) -> None:
    recording = run("sigchld-ignored", ignore=0)
    assert [(event.child, event.code, event.auto) for event in of(recording, r.Reap, 2)] == [
        (3, 1, False),
        (4, 2, False),
    ]
    assert recording.stdout.splitlines()[:-1] == ["parent: PID 3 exited with 1", "parent: PID 4 exited with 2"]


@pytest.mark.parametrize("children", [1, 3, 8])
def test_a_blocked_sigchld_is_delivered_once(run: Run, children: int) -> None:
    recording = run("sigchld-coalesced", children=children)
    assert recording.stdout == f"children that have ended: {children}, calls of the handler: 1\n"
    assert handled(recording) == HANDLED
    family = tree(recording, "sigchld-coalesced")
    assert [family[pid].state for pid in range(3, 3 + children)] == ["zombie"] * children


@pytest.mark.parametrize("children", [3, 8])
@pytest.mark.parametrize("loop", [1, 0])
def test_a_handler_must_reap_in_a_loop(run: Run, children: int, loop: int) -> None:
    recording = run("reap-loop", children=children, loop=loop)
    reaped = children if loop else 1
    assert recording.stdout == f"children: {children}, calls of the handler: 1, reaped: {reaped}\n"
    assert handled(recording) == HANDLED
    assert len(of(recording, r.Reap, 2)) == reaped
    assert {wait.options for wait in of(recording, r.Wait, 2) if wait.call == "wait4"} == {("WNOHANG",)}
    states = [process.state for process in tree(recording, "reap-loop").values() if process.pid > 2]
    assert states == ["zombie"] * (children - reaped)


NOTED = "handler: PID 3 has ended, it was noted: True\nparent:  I believe that these still run: []\n"
MISSED = "handler: PID 3 has ended, it was noted: False\nparent:  I believe that these still run: [3]\n"


def test_the_handler_may_be_faster_than_the_note(run: Run) -> None:
    recording = run("handler-race")
    assert recording.stdout == MISSED
    assert only(recording, r.Reap, 2).child == 3
    assert handled(recording) == HANDLED
    assert tree(recording, "handler-race")[3].state == "zombie"
    assert run("handler-race", block=1).stdout == run("handler-race", block=1, work=0.0).stdout == NOTED


def test_without_work_in_between_the_race_depends_on_the_order(ran: Ran) -> None:
    assert {ran("handler-race", seed, work=0.0).stdout for seed in range(12)} == {NOTED, MISSED}
