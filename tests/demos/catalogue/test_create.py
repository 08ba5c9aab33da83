"""Creating processes: what the recordings of these demos show."""

from __future__ import annotations

from demos import recording as r
from tests.demos.catalogue import Run, answers, only, tree, written


def test_fork_returns_twice(run: Run) -> None:
    recording = run("fork")
    assert only(recording, r.Fork).child == 3
    assert recording.stdout.count("before fork") == 1
    assert "fork returned 3" in written(recording, 2)
    assert "fork returned 0" in written(recording, 3)
    assert written(recording, 2).count("after fork") == written(recording, 3).count("after fork") == 1
    assert set(tree(recording, "fork")) == {1, 2, 3}


def test_getpid_and_getppid_agree(run: Run) -> None:
    recording = run("getpid")
    assert answers(recording, "getppid", 3) == [2]
    assert answers(recording, "getppid", 2) == [1]
    assert written(recording, 3) == "child:  I am 3, my parent is 2\n"
    assert written(recording, 2) == "parent: I am 2, my parent is 1, my child is 3\n"
    assert tree(recording, "getpid")[3].ppid == 2
