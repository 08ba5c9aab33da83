"""The state after each event: it is what the events say, and what the snapshots say."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos import recording as r
from demos.catalogue import load
from demos.output import lines
from demos.stepping import landmarks, ranges, step, window
from tests import samples
from tests.demos.engine import Engine
from tests.demos.recordings import recordings

pytestmark = pytest.mark.core

EXEC = """
    import os, sys
    pid = os.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-c", "import os; os.getppid()"])
    os.waitpid(pid, 0)
"""
FAMILY = """
    import os, signal, time

    def work():
        print(os.getpid(), flush=True)
        time.sleep(0.1)

    for _ in range(3):
        if os.fork() == 0:
            if os.fork() == 0:
                work()
                os._exit(3)
            os._exit(4)
    stopped = os.fork()
    if stopped == 0:
        signal.pause()
    time.sleep(0.01)
    os.kill(stopped, signal.SIGSTOP)
    time.sleep(0.2)
    os.kill(stopped, signal.SIGKILL)
    for _ in range(4):
        os.wait()
"""


def family(recording: r.Recording) -> Iterator[dict[int, tuple[int, bool]]]:
    """After each event, by PID: the parent, and whether it is a zombie. Told by the events alone."""
    tree: dict[int, tuple[int, bool]] = {r.INIT: (0, False)}
    for event in recording.events:
        match event:
            case r.Start():
                tree[event.pid] = (r.INIT, False)
            case r.Fork():
                tree[event.child] = (event.pid, False)
            case r.Reparent():
                tree[event.pid] = (event.new, tree[event.pid][1])
            case r.Zombie():
                tree[event.pid] = (event.parent, True)
            case r.Reap():
                del tree[event.child]
        yield dict(tree)


def check_tree(recording: r.Recording) -> None:
    for index, tree in enumerate(family(recording)):
        seen = {p.pid: (p.ppid, p.state == "zombie") for p in step(recording, index).processes}
        assert seen == tree, recording.events[index]


@pytest.mark.parametrize(
    "recording",
    [
        *(samples.orphan(), samples.zombie(), samples.fork_and_wait(), samples.double_fork()),
        *(samples.wnohang_poll(), samples.many_children(), samples.signalled()),
    ],
    ids=lambda recording: recording.program.name,
)
def test_folding_the_events_gives_the_processes(recording: r.Recording) -> None:
    check_tree(recording)


@pytest.mark.parametrize("demo", list(load()), ids=lambda demo: demo.name)
def test_folding_the_events_of_a_demo_gives_its_processes(engine: Engine, demo) -> None:  # type: ignore[no-untyped-def]
    check_tree(engine.run(demo.job({})))


@pytest.mark.parametrize("seed", range(5))
def test_folding_the_events_gives_the_processes_in_any_order(engine: Engine, seed: int) -> None:
    check_tree(engine.record(FAMILY, seed=seed))


@given(recordings(), st.data())
def test_any_recording_has_a_state_at_each_event(recording: r.Recording, data: st.DataObject) -> None:
    if not recording.events:
        return
    index = data.draw(st.integers(0, len(recording.events) - 1))
    state = step(recording, index)
    assert state.event is recording.events[index]
    assert state.written == lines(recording.events[: index + 1])
    assert state.places.keys() <= {process.pid for process in state.processes}


@pytest.mark.parametrize("index", [-1, 21, 1000])
def test_there_is_no_state_at_an_event_that_was_not(index: int) -> None:
    recording = samples.zombie()
    assert index not in range(len(recording.events))
    with pytest.raises(IndexError):
        step(recording, index)


def test_each_process_is_on_its_own_line(engine: Engine) -> None:
    recording = engine.record(FAMILY)
    source = recording.program.source.splitlines()
    for index in range(len(recording.events)):
        state = step(recording, index)
        if state.event.line is not None and state.event.pid in state.places:
            assert state.places[state.event.pid] == state.event.line == state.focus
        living = {p.pid for p in state.processes if p.state != "zombie"}
        assert state.places.keys() <= living - {r.INIT}
    asleep = [
        index
        for index in range(len(recording.events))
        if [p.doing for p in step(recording, index).processes].count("pause()") == 1
    ]
    state = step(recording, asleep[0])
    on = {pid: source[line - 1].strip() for pid, line in state.places.items()}
    assert "signal.pause()" in on.values()
    assert len(set(on.values())) > 1


def test_a_child_begins_on_the_line_of_its_fork(engine: Engine) -> None:
    recording = engine.record(EXEC)
    fork = next(index for index, event in enumerate(recording.events) if isinstance(event, r.Fork))
    assert step(recording, fork).places == {2: 3, 3: 3}


def test_after_exec_a_process_is_on_no_line_of_the_program(engine: Engine) -> None:
    recording = engine.record(EXEC)
    exec_ = next(index for index, event in enumerate(recording.events) if isinstance(event, r.Exec))
    assert step(recording, exec_).places[3] == 5
    later = [step(recording, index) for index in range(exec_ + 1, len(recording.events))]
    assert any(3 in {process.pid for process in state.processes} for state in later)
    assert all(3 not in state.places for state in later)


def test_who_has_exited_is_on_no_line_though_others_get_to_know_it_later() -> None:
    recording = samples.orphan()
    index = next(index for index, event in enumerate(recording.events) if isinstance(event, r.Reparent))
    state = step(recording, index)
    assert isinstance(recording.events[index - 1], r.Exit)
    assert 2 in step(recording, index - 1).places
    assert state.places.keys() == {3}
    assert step(recording, index + 1).focus == step(recording, index - 1).focus, "what it did last"


def test_without_lines_there_is_nothing_to_look_at() -> None:
    events = tuple(r.Call(t=0, pid=2, call="getpid", result=2) for _ in range(3))
    recording = r.Recording(
        program=r.Program("p.c", "", "c"),
        ending=r.Ending(kind="exited", code=0),
        stdout="",
        stderr="",
        events=events,
        snapshots=(),
        seconds=0,
        wall_seconds=0,
    )
    state = step(recording, 2)
    assert (state.places, state.focus, state.processes) == ({}, None, ())


# --- where to jump, and what to show of a text --------------------------------------------------------------


@given(recordings(), st.integers(1, 30))
def test_landmarks_are_events_in_order_and_not_too_many(recording: r.Recording, most: int) -> None:
    found = landmarks(recording, most)
    assert found == sorted(set(found))
    assert len(found) <= most
    assert all(0 <= index < len(recording.events) for index in found)


def test_landmarks_keep_what_is_most_telling() -> None:
    recording = samples.many_children(40)
    kinds = [type(recording.events[index]) for index in landmarks(recording, 25)]
    assert kinds.count(r.Fork) == 25
    orphan = samples.orphan()
    assert r.Reparent in [type(orphan.events[index]) for index in landmarks(orphan, 1)]


@given(st.integers(1, 80), st.lists(st.integers(-2, 90), max_size=12), st.integers(1, 30))
def test_a_window_is_filled_around_what_is_wanted(total: int, wanted: list[int], height: int) -> None:
    shown = window(total, wanted, height)
    assert shown == sorted(set(shown))
    assert set(shown) <= set(range(1, total + 1))
    assert len(shown) >= min(total, height)
    gaps = [b - a - 1 for a, b in itertools.pairwise(shown)]
    assert 1 not in gaps, "a mark for one line left out takes as much room as the line"
    valid = [line for line in dict.fromkeys(wanted) if 1 <= line <= total]
    assert set(valid[:height]) <= set(shown)


def test_a_window_grows_around_the_lines() -> None:
    assert window(100, [50], 5) == [48, 49, 50, 51, 52]
    assert window(100, [1], 5) == [1, 2, 3, 4, 5]
    assert window(100, [100], 3) == [98, 99, 100]
    assert window(100, [10, 50], 6) == [9, 10, 11, 49, 50, 51]
    assert window(100, [10, 12], 2) == [10, 11, 12]
    assert window(100, [], 3) == [1, 2, 3]


@given(st.sets(st.integers(1, 99)))
def test_ranges_name_each_number(numbers: set[int]) -> None:
    named: set[int] = set()
    for part in filter(None, ranges(numbers).split(",")):
        first, _, last = part.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == numbers


def test_ranges_are_short() -> None:
    assert ranges([5, 2, 4, 6, 9]) == "2,4-6,9"
    assert ranges([2, 3]) == "2,3"
