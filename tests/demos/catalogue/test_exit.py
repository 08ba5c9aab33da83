"""Ending a process: what the recordings of these demos show."""

from __future__ import annotations

import pytest

from demos import recording as r
from tests.demos.catalogue import Run, codes, of, only, tree, written


@pytest.mark.parametrize("code", [3, 0])
def test_only_sys_exit_flushes_and_runs_atexit(run: Run, code: int) -> None:
    recording = run("exit", code=code)
    assert written(recording, 3) == "PID 3: this text waits in my buffer\nPID 3: the atexit function runs\n"
    assert written(recording, 4) == ""
    assert codes(recording) == {2: 0, 3: code, 4: code}


def test_a_caught_system_exit_ends_nothing(run: Run) -> None:
    recording = run("systemexit")
    assert recording.stdout.splitlines()[1] == "caught SystemExit, its code is 7"
    assert recording.stdout.splitlines()[-1].startswith("still here")
    assert codes(recording) == {2: 0}


def test_what_sys_exit_makes_of_its_argument(run: Run) -> None:
    recording = run("exit-string")
    assert codes(recording) == {2: 0, 3: 0, 4: 7, 5: 1}
    assert [event.pid for event in of(recording, r.Write) if event.stream == "stderr"] == [5]


def test_one_runs_and_one_sleeps_for_ever(run: Run) -> None:
    recording = run("forever")
    processes = tree(recording, "forever")
    assert (processes[2].state, processes[3].state) == ("running", "sleeping")
    assert only(recording, r.Sleep, 3).seconds is None
    assert not of(recording, r.Exit)


@pytest.mark.parametrize("underscore", [0, 1])
def test_the_child_runs_the_atexit_function_of_its_parent(run: Run, underscore: int) -> None:
    recording = run("atexit", underscore=underscore)
    cleaner = 2 if underscore else 3
    assert [event.pid for event in of(recording, r.Write) if "removes the file" in event.text] == [cleaner]
    assert f"my file exists: {bool(underscore)}\n" in written(recording, 2)
    assert set(tree(recording, "atexit")) >= {1, 2}


@pytest.mark.parametrize("code", [1000, -257])
def test_an_exit_code_arrives_as_its_remainder_by_256(run: Run, code: int) -> None:
    recording = run("status-8-bits", code=code)
    sent = [255, 256, 257, -1, code]
    assert [codes(recording)[pid] for pid in range(3, 8)] == [255, 0, 1, 255, code % 256]
    assert recording.stdout.splitlines() == [f"_exit({code}) arrives as {code % 256}" for code in sent]
    assert tree(recording, "status-8-bits")[3].state == "zombie"
