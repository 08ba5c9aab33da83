"""multiprocessing: what the recordings of these demos show."""

from __future__ import annotations

import re
import signal

import pytest

from demos import recording as r
from tests.demos.catalogue import Run, codes, kinds, of, only, reapers, tree, written


def test_the_process_of_multiprocessing(run: Run) -> None:
    recording = run("multiprocessing")
    lines = recording.stdout.splitlines()
    assert [line for line in lines if line.startswith("made")] == ["made:    name worker, pid None, exitcode None"]
    assert [line for line in lines if line.startswith("joined")] == ["joined:  name worker, pid 3, exitcode 0"]
    assert written(recording, 3) == "worker: I am PID 3, my parent is 2\n"
    assert (of(recording, r.Wait, 2)[-1].target, of(recording, r.Wait, 2)[-1].options) == (3, ())
    assert codes(recording) == {2: 0, 3: 0}
    assert tree(recording, "multiprocessing")[3].ppid == 2


def test_a_daemon_process_ends_with_the_main_program(run: Run) -> None:
    recording = run("daemon-process")
    assert (only(recording, r.Kill).pid, only(recording, r.Kill).target) == (2, 3)
    assert only(recording, r.Exit, 3).signal == signal.SIGTERM
    assert written(recording, 3).splitlines() == [f"worker: PID 3 has done step {step} of 4" for step in (1, 2)]
    assert kinds(recording).index(("exit", 3)) < kinds(recording).index(("exit", 2))
    assert set(tree(recording, "daemon-process")) == {1, 2, 3}


def test_for_a_usual_process_the_main_program_waits(run: Run) -> None:
    recording = run("daemon-process", daemon=0)
    assert not of(recording, r.Kill)
    assert written(recording, 3).splitlines()[-1] == "worker: PID 3 has done step 4 of 4"
    assert codes(recording) == {2: 0, 3: 0}
    assert kinds(recording).index(("exit", 3)) < kinds(recording).index(("exit", 2))


def test_the_start_method_decides_what_a_child_knows(run: Run) -> None:
    recording = run("start-methods")
    lines = re.findall(r"^(\w+) +PID (\d+)(?:, parent (\d+))?: word is '(.+)'$", recording.stdout, re.MULTILINE)
    assert [line[0] for line in lines] == ["main", "fork", "spawn", "forkserver"]
    assert [line[3] for line in lines] == ["changed by main"] * 2 + ["as in the file"] * 2
    _, fork, spawn, served = ((int(line[1]), int(line[2] or 1)) for line in lines)
    made = {event.child: event.pid for event in of(recording, r.Fork)}
    execed = {event.pid for event in of(recording, r.Exec)}
    server = served[1]
    assert fork[1] == spawn[1] == made[server] == 2 != server
    assert {made[child] for child, _ in (fork, spawn)} == {2}
    assert made[served[0]] == server
    assert {spawn[0], server} <= execed
    assert not {fork[0], served[0]} & execed
    assert tree(recording, "start-methods")[served[0]].ppid == server


def test_through_a_queue_goes_a_copy(run: Run) -> None:
    recording = run("queue")
    (child,) = (fork.child for fork in of(recording, r.Fork))
    assert written(recording, child) == f"worker: PID {child} has made it [1, 2, 3, 99]\n"
    assert written(recording, 2) == "main:   PID 2 still has [1, 2, 3]\n"
    assert codes(recording) == {2: 0, child: 0}
    assert set(tree(recording, "queue")) == {1, 2, child}


@pytest.mark.parametrize(("workers", "tasks"), [(2, 6), (3, 4)])
def test_the_tasks_of_a_pool_are_done_by_its_workers(run: Run, workers: int, tasks: int) -> None:
    recording = run("pool", workers=workers, tasks=tasks)
    made = {fork.child for fork in of(recording, r.Fork)}
    assert len(made) == workers
    done = re.findall(r"^worker: PID (\d+) does task (\d+)$", recording.stdout, re.MULTILINE)
    assert sorted(int(task) for _, task in done) == list(range(tasks))
    assert {int(pid) for pid, _ in done} <= made
    results = [number * number for number in range(tasks)]
    assert recording.stdout.endswith(f"main:   {tasks} tasks, {workers} processes: {results}\n")
    assert reapers(recording) == {**dict.fromkeys(made, 2), 2: 1}
