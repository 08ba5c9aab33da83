"""Pipes and files: what the recordings of these demos show."""

from __future__ import annotations

import signal

import pytest

from demos import recording as r
from tests.demos.catalogue import Run, codes, kinds, of, only, reapers, tree, written


@pytest.mark.parametrize("writers", [2, 3])
def test_the_reader_waits_until_the_last_writer_has_gone(run: Run, writers: int) -> None:
    recording = run("pipe-eof", writers=writers)
    children = range(3, 3 + writers)
    assert written(recording, 2).splitlines() == [
        *(f"parent: read b'text of PID {child}'" for child in children),
        "parent: read b'', the end: no process has the write end open",
    ]
    happened = kinds(recording)
    last_read = max(index for index, event in enumerate(happened) if event == ("write", 2))
    assert last_read > max(happened.index(("exit", child)) for child in children)
    assert codes(recording) == dict.fromkeys([2, *children], 0)


def test_after_the_first_writer_the_parent_still_reads(run: Run) -> None:
    recording = run("pipe-eof")
    states = {pid: process.state for pid, process in tree(recording, "pipe-eof").items()}
    assert (states[3], states[4]) == ("zombie", "sleeping")


def test_sigpipe_ends_the_writer_or_the_write_fails(run: Run) -> None:
    recording = run("sigpipe")
    ignored, deadly = of(recording, r.Signal)
    assert (ignored.pid, ignored.signal, ignored.action) == (3, signal.SIGPIPE, "ignored")
    assert (deadly.pid, deadly.signal, deadly.action) == (4, signal.SIGPIPE, "ends")
    assert written(recording, 3) == "child 3: the write failed: [Errno 32] Broken pipe\n"
    assert written(recording, 4) == ""
    assert (only(recording, r.Exit, 3).code, only(recording, r.Exit, 4).signal) == (0, signal.SIGPIPE)
    assert "with SIG_DFL, PID 4 ended with code -13" in written(recording, 2)
    assert set(tree(recording, "sigpipe")) == {1, 2, 4}


@pytest.mark.parametrize("size", [1, 4])
def test_parent_and_child_share_one_position(run: Run, size: int) -> None:
    recording = run("shared-offset", bytes=size)
    letters = b"abcdefghijklmnopqrstuvwxyz"
    assert written(recording, 3).splitlines() == [
        f"child:  opened before the fork, I read {letters[:size]!r}",
        "child:  opened by myself, I read b'ab'",
    ]
    assert written(recording, 2) == f"parent: opened before the fork, I read {letters[size : size + 2]!r}\n"
    assert set(tree(recording, "shared-offset")) == {1, 2, 3}


def test_the_child_waits_for_itself_and_the_parent_for_the_child(run: Run) -> None:
    recording = run("deadlock")
    assert {blocked.pid: blocked.waits_for for blocked in recording.deadlock} == {2: (3,), 3: (3,)}
    assert written(recording, 3) == "child  3: read b'hello'\n"
    assert written(recording, 2) == "parent 2: I have closed my write end, and wait for PID 3\n"
    assert {pid: process.doing for pid, process in tree(recording, "deadlock").items() if pid > 1} == {
        2: "wait4(3)",
        3: "read(3)",
    }
    assert not codes(recording)
    assert not reapers(recording)
