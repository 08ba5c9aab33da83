"""Creating processes: what the recordings of these demos show."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from demos import recording as r
from tests.demos.catalogue import Ran, Run, answers, kinds, of, only, tree, written


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


def test_what_the_child_changes_the_parent_does_not_see(run: Run) -> None:
    recording = run("private-memory")
    same = "same address as before the fork: True\n"
    assert written(recording, 3) == f"child:  [1, 2, 3, 4], {same}"
    assert written(recording, 2) == f"parent: [1, 2, 3], {same}"
    order = kinds(recording)
    assert order.index(("exit", 3)) < order.index(("write", 2)), "the change came first"
    assert set(tree(recording, "private-memory")) == {1, 2, 3}


@pytest.mark.parametrize("forks", [1, 3, 4])
def test_each_round_of_a_loop_doubles_the_processes(run: Run, forks: int) -> None:
    recording = run("fork-loop", forks=forks)
    family = tree(recording, "fork-loop")
    assert len(family) == 1 + 2**forks
    assert len([process for process in family.values() if process.ppid == 2]) == forks
    assert sorted(recording.stdout.splitlines()) == sorted(
        f"PID {process.pid}, child of PID {process.ppid}" for process in family.values() if process.pid != 1
    )


def test_and_and_or_skip_forks(run: Run) -> None:
    recording = run("fork-expressions")
    makers = {event.child: event.pid for event in of(recording, r.Fork)}
    assert len(makers) == 4
    assert sorted(Counter(makers.values()).values()) == [1, 1, 2]
    results = dict(re.findall(r"PID (\d+), child of PID \d+: the expression is (\d+)\n", recording.stdout))
    assert len(results) == 5
    for pid, result in results.items():
        children = [child for child, parent in makers.items() if parent == int(pid)]
        assert int(result) == (children[-1] if children else 0), "the last fork's result"
    assert {process.pid for process in tree(recording, "fork-expressions").values()} == {1, 2, *makers}


@pytest.mark.parametrize("lines", [3, 8])
def test_each_process_keeps_its_own_order(run: Run, lines: int) -> None:
    recording = run("first", lines=lines)
    ended = "parent: the child has ended\n"
    assert written(recording, 3) == "".join(f"child {number}\n" for number in range(1, lines + 1))
    assert written(recording, 2) == "".join(f"parent {number}\n" for number in range(1, lines + 1)) + ended
    assert recording.stdout.endswith(ended)


def test_another_seed_lets_another_one_go_first(ran: Ran) -> None:
    outputs = {ran("first", seed).stdout for seed in range(12)}
    assert {output.split()[0] for output in outputs} == {"parent", "child"}
    assert len(outputs) > 3


@pytest.mark.parametrize(("flush", "copies"), [(0, 2), (1, 1)])
def test_fork_copies_what_waits_in_the_buffer(run: Run, flush: int, copies: int) -> None:
    recording = run("buffer", flush=flush)
    line = "printed once, by PID 2\n"
    assert recording.stdout.count(line) == copies
    assert written(recording, 3) == line * (not flush) + "PID 3 ends\n"
    order = kinds(recording)
    assert (order.index(("write", 2)) < order.index(("fork", 2))) == bool(flush)
    assert set(tree(recording, "buffer")) == {1, 2, 3}


@pytest.mark.parametrize("megabytes", [1, 8])
def test_what_is_written_is_copied_and_what_is_read_is_not(run: Run, megabytes: int) -> None:
    recording = run("copy-on-write", written=megabytes)
    assert written(recording, 3).splitlines() == [
        "child:  read 32 MB, copied for me: 0 MB",
        f"child:  wrote {megabytes} MB, copied for me: {megabytes} MB",
    ]
    assert written(recording, 2) == "parent: my memory begins with 'p', as before\n"
    assert set(tree(recording, "copy-on-write")) == {1, 2, 3}


def test_a_lock_stays_locked_where_its_owner_is_not(run: Run) -> None:
    recording = run("fork-threads")
    child = only(recording, r.Fork).child
    assert written(recording, child).splitlines() == [
        "child:  number of threads 1, locked? True",
        "child:  did I get the lock within 1 s? False",
    ]
    assert recording.stdout.splitlines()[-2:] == [
        "parent: number of threads 2, locked? True",
        "parent: did I get the lock within 1 s? True",
    ]
    assert tree(recording, "fork-threads")[child].ppid == 2


def test_a_fork_that_fails_makes_no_child_and_returns_nothing(run: Run) -> None:
    recording = run("fork-fails")
    assert [fork.child for fork in of(recording, r.Fork)] == [3, 4]
    assert only(recording, r.Error).errno == "EAGAIN"
    assert written(recording, 2).splitlines() == [
        "fork returned 3",
        "now no process of this user may fork",
        "fork raised BlockingIOError: [Errno 11] Resource temporarily unavailable",
        "now the limit is as before",
        "fork returned 4",
    ]
    assert set(tree(recording, "fork-fails")) == {1, 2}
