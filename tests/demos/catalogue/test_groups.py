"""Groups, sessions and daemons: what the recordings of these demos show."""

from __future__ import annotations

import signal

from demos import recording as r
from tests.demos.catalogue import Run, answers, codes, kinds, of, only, reapers, tree, written


def test_killpg_reaches_the_group_and_not_who_has_left_it(run: Run) -> None:
    recording = run("killpg")
    assert answers(recording, "setsid", 3) == [3]
    assert (only(recording, r.Kill).target, only(recording, r.Kill).signal) == (-3, signal.SIGTERM)
    assert {event.pid for event in of(recording, r.Signal)} == {3, 4}
    assert {event.pid: event.signal for event in of(recording, r.Exit)} == {
        2: None,
        3: signal.SIGTERM,
        4: signal.SIGTERM,
        5: None,
    }
    assert written(recording, 3) == "leader: PID 3 is in group 3\n"
    assert written(recording, 4) == "member: PID 4 is in group 3\n"
    assert written(recording, 5) == "leaver: PID 5 is in group 5\nleaver: PID 5 is still here\n"
    assert written(recording, 2).endswith("PID 3 ended with code -15\n")
    assert {event.child: event.pid for event in of(recording, r.Fork)} == {3: 2, 4: 3, 5: 3}
    assert (tree(recording, "killpg")[5].ppid, tree(recording, "killpg")[5].state) == (1, "sleeping")
    assert 3 not in tree(recording, "killpg")


def test_a_daemon_has_neither_parent_nor_session_of_the_one_that_made_it(run: Run) -> None:
    recording = run("daemonise")
    assert written(recording, 2) == "start : PID 2, parent 1, group 2, session 1\n"
    assert written(recording, 3) == "leader: PID 3, parent 2, group 3, session 3\n"
    assert written(recording, 4) == "daemon: PID 4, parent 1, group 3, session 3\n"
    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (4, 3, 1)
    assert reapers(recording) == {2: 1, 3: 2, 4: 1}
    assert codes(recording) == {2: 0, 3: 0, 4: 0}
    assert kinds(recording).index(("exit", 2)) < kinds(recording).index(("exit", 4))
    assert tree(recording, "daemonise")[4].ppid == 1
