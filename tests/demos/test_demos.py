"""Each demo is really run, and its recording shows what its text says.

What is asserted holds for every schedule, not for one run.
"""

from __future__ import annotations

import asyncio
import functools
from typing import TypeVar

import pytest

from demos import recording as r
from demos.catalogue import load
from demos.runner import Runner

CATALOGUE = load()
NAMES = [demo.name for demo in CATALOGUE]
FAST = {"orphan": {"seconds": 1.5}}

E = TypeVar("E", bound=r.Event)


@functools.cache
def recordings() -> dict[str, r.Recording]:
    """A recording of each demo, and of the zombie demo with three children."""

    async def run() -> dict[str, r.Recording]:
        jobs = {demo.name: demo.job(FAST.get(demo.name)) for demo in CATALOGUE}
        jobs["three zombies"] = CATALOGUE.get("zombie").job({"children": 3})
        jobs["exit with 0"] = CATALOGUE.get("exit").job({"code": 0})
        # Nearly all of them only sleep, so more workers than cores are a gain.
        async with Runner(workers=6) as runner:
            return dict(zip(jobs, await asyncio.gather(*map(runner.run, jobs.values())), strict=True))

    return asyncio.run(run())


def of(recording: r.Recording, kind: type[E], pid: int | None = None) -> list[E]:
    """The events of one kind, of one process or of all."""
    return [event for event in recording.events if isinstance(event, kind) and pid in (None, event.pid)]


def only(recording: r.Recording, kind: type[E], pid: int | None = None) -> E:
    (event,) = of(recording, kind, pid)
    return event


def written(recording: r.Recording, pid: int) -> str:
    return "".join(event.text for event in of(recording, r.Write, pid))


def codes(recording: r.Recording) -> dict[int, int | None]:
    return {event.pid: event.code for event in of(recording, r.Exit)}


def reapers(recording: r.Recording) -> dict[int, int]:
    """Who reaped whom: the child's PID, then the reaper's."""
    return {event.child: event.pid for event in of(recording, r.Reap)}


def answers(recording: r.Recording, call: str, pid: int) -> list[int]:
    return [event.result for event in of(recording, r.Call, pid) if event.call == call]


def tree(recording: r.Recording, name: str) -> dict[int, r.Process]:
    """The processes after the demo's moment, by PID."""
    moment = CATALOGUE.get(name).moment(recording)
    return {process.pid: process for process in recording.snapshot_at(moment).processes}


@pytest.mark.parametrize("name", NAMES)
def test_the_first_process_ends_as_it_should(name: str) -> None:
    recording = recordings()[name]
    if name in {"zombie", "forever"}:
        assert recording.ending.kind == recording.bound == "cpu-time"
    else:
        assert recording.ending == r.Ending(kind="exited", code=0)
        assert recording.bound is None


@pytest.mark.parametrize("name", NAMES)
def test_nothing_unexpected_is_printed(name: str) -> None:
    recording = recordings()[name]
    assert recording.stderr == ("child: something went wrong\n" if name == "exit-string" else "")
    assert recording.stdout
    assert recording.program == CATALOGUE.get(name).job(FAST.get(name)).program


@pytest.mark.parametrize("name", NAMES)
def test_no_child_of_the_program_is_left_but_the_zombies_and_the_endless(name: str) -> None:
    recording = recordings()[name]
    started = {2} | {event.child for event in of(recording, r.Fork)}
    gone = set(reapers(recording))
    assert started - gone == ({2, 3} if name in {"zombie", "forever"} else set())


def test_fork_returns_twice() -> None:
    recording = recordings()["fork"]
    assert only(recording, r.Fork).child == 3
    assert recording.stdout.count("before fork") == 1
    assert "fork returned 3" in written(recording, 2)
    assert "fork returned 0" in written(recording, 3)
    assert written(recording, 2).count("after fork") == written(recording, 3).count("after fork") == 1
    assert set(tree(recording, "fork")) == {1, 2, 3}


def test_getpid_and_getppid_agree() -> None:
    recording = recordings()["getpid"]
    assert answers(recording, "getppid", 3) == [2]
    assert answers(recording, "getppid", 2) == [1]
    assert written(recording, 3) == "child:  I am 3, my parent is 2\n"
    assert written(recording, 2) == "parent: I am 2, my parent is 1, my child is 3\n"
    assert tree(recording, "getpid")[3].ppid == 2


@pytest.mark.parametrize(("run", "code"), [("exit", 3), ("exit with 0", 0)])
def test_only_sys_exit_flushes_and_runs_atexit(run: str, code: int) -> None:
    recording = recordings()[run]
    assert written(recording, 3) == "PID 3: this text waits in my buffer\nPID 3: the atexit function runs\n"
    assert written(recording, 4) == ""
    assert codes(recording) == {2: 0, 3: code, 4: code}


def test_a_caught_system_exit_ends_nothing() -> None:
    recording = recordings()["systemexit"]
    assert recording.stdout.splitlines()[1] == "caught SystemExit, its code is 7"
    assert recording.stdout.splitlines()[-1].startswith("still here")
    assert codes(recording) == {2: 0}


def test_what_sys_exit_makes_of_its_argument() -> None:
    recording = recordings()["exit-string"]
    assert codes(recording) == {2: 0, 3: 0, 4: 7, 5: 1}
    assert [event.pid for event in of(recording, r.Write) if event.stream == "stderr"] == [5]


def test_one_runs_and_one_sleeps_for_ever() -> None:
    recording = recordings()["forever"]
    processes = tree(recording, "forever")
    assert (processes[2].state, processes[3].state) == ("running", "sleeping")
    assert only(recording, r.Sleep, 3).seconds is None
    assert not of(recording, r.Exit)


def test_each_wait_reaps_one_child() -> None:
    recording = recordings()["wait"]
    waits = of(recording, r.Wait, 2)
    assert [wait.target for wait in waits] == [-1] * 4
    assert {event.child: event.code for event in of(recording, r.Reap, 2)} == {3: 1, 4: 2, 5: 3}
    assert only(recording, r.Error).errno == "ECHILD"
    assert set(tree(recording, "wait")) >= {1, 2}


def test_waitpid_waits_for_the_slow_child_while_the_quick_one_is_a_zombie() -> None:
    recording = recordings()["waitpid"]
    assert [(wait.target, wait.options) for wait in of(recording, r.Wait, 2)] == [(3, ()), (4, ())]
    assert [(event.child, event.code) for event in of(recording, r.Reap, 2)] == [(3, 1), (4, 2)]
    assert tree(recording, "waitpid")[4].state == "zombie"


def test_with_wnohang_the_parent_never_blocks() -> None:
    recording = recordings()["wnohang"]
    polls = of(recording, r.Wait, 2)
    assert {(poll.target, poll.options) for poll in polls} == {(3, ("WNOHANG",))}
    assert answers(recording, "wait4", 2) == [0] * (len(polls) - 1)
    assert recording.stdout.count("(0, 0)") == len(polls) - 1 >= 1
    assert only(recording, r.Reap, 2).code == 5
    assert tree(recording, "wnohang")[2].state == "running"


@pytest.mark.parametrize(("run", "children"), [("zombie", [3]), ("three zombies", [3, 4, 5])])
def test_the_zombies_stay_until_the_end(run: str, children: list[int]) -> None:
    recording = recordings()[run]
    assert sorted(event.pid for event in of(recording, r.Zombie)) == children
    assert {event.parent for event in of(recording, r.Zombie)} == {2}
    assert not of(recording, r.Reap)
    assert not of(recording, r.Wait, 2)
    assert [codes(recording)[pid] for pid in children] == list(range(len(children)))
    for processes in (tree(recording, "zombie"), {p.pid: p for p in recording.snapshots[-1].processes}):
        assert [processes[pid].state for pid in children] == ["zombie"] * len(children)
        assert 2 in processes


def test_the_orphan_gets_a_new_parent_and_lives_on() -> None:
    recording = recordings()["orphan"]
    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (3, 2, 1)
    assert answers(recording, "getppid", 3) == [2, 1]
    kinds = [(event.__struct_config__.tag, event.pid) for event in recording.events]
    assert kinds.index(("exit", 2)) < kinds.index(("reparent", 3)) < kinds.index(("exit", 3))
    assert reapers(recording) == {2: 1, 3: 1}
    assert tree(recording, "orphan")[3].ppid == 1


def test_the_grandchild_is_nobodys_zombie() -> None:
    recording = recordings()["double-fork"]
    adoption = only(recording, r.Reparent)
    assert (adoption.pid, adoption.old, adoption.new) == (4, 3, 1)
    assert reapers(recording) == {2: 1, 3: 2, 4: 1}
    assert (only(recording, r.Error).pid, only(recording, r.Error).errno) == (2, "ECHILD")
    assert {process.ppid for process in tree(recording, "double-fork").values() if process.pid in (2, 4)} == {1}


def test_the_process_of_multiprocessing() -> None:
    recording = recordings()["multiprocessing"]
    lines = recording.stdout.splitlines()
    assert [line for line in lines if line.startswith("made")] == ["made:    name worker, pid None, exitcode None"]
    assert [line for line in lines if line.startswith("joined")] == ["joined:  name worker, pid 3, exitcode 0"]
    assert written(recording, 3) == "worker: I am PID 3, my parent is 2\n"
    assert (of(recording, r.Wait, 2)[-1].target, of(recording, r.Wait, 2)[-1].options) == (3, ())
    assert codes(recording) == {2: 0, 3: 0}
    assert tree(recording, "multiprocessing")[3].ppid == 2
