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
