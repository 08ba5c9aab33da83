"""The layout of a timeline: what there is to draw, as facts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from msgspec.structs import replace

from demos.picture.layout import MAX_LANES, Link, Stretch, Timeline, lay_out, most_steps
from demos.recording import Call, Fork, Recording, Start, Write
from tests import samples
from tests.demos.recordings import recordings

pytestmark = pytest.mark.core


def stretches(timeline: Timeline, pid: int, doing: str | None = None) -> list[Stretch]:
    return [s for s in timeline.stretches if s.pid == pid and doing in (None, s.doing)]


def links(timeline: Timeline, kind: str) -> list[tuple[int, int]]:
    return [(link.source, link.target) for link in timeline.links if link.kind == kind]


def exit_step(timeline: Timeline, pid: int) -> int:
    return next(mark.step for mark in timeline.marks if mark.kind == "exit" and mark.pid == pid)


def test_a_zombie_lies_between_its_death_and_its_reaping() -> None:
    timeline = lay_out(samples.fork_and_wait())

    (zombie,) = stretches(timeline, 3, "zombie")
    (reaped,) = [link for link in timeline.links if link.kind == "reap"]
    assert zombie.first == exit_step(timeline, 3)
    assert zombie.last == reaped.step > zombie.first
    assert reaped == Link("reap", zombie.last, 3, 2)


def test_an_unreaped_zombie_lasts_to_the_end() -> None:
    timeline = lay_out(samples.zombie())

    assert [stretch.last for stretch in stretches(timeline, 3, "zombie")] == [timeline.end]
    assert timeline.left == {2, 3}
    assert [round(pause.seconds) for pause in timeline.pauses] == [1, 5]


def test_the_parent_waits_until_it_reaps() -> None:
    timeline = lay_out(samples.fork_and_wait())

    doing = [(stretch.doing, stretch.call) for stretch in stretches(timeline, 2)]
    assert doing == [("running", ""), ("waiting", "wait4(-1)"), ("running", ""), ("zombie", "")]
    assert stretches(timeline, 2, "waiting")[0].last == stretches(timeline, 3, "zombie")[0].last


def test_adoption_does_not_wake_a_sleeper() -> None:
    timeline = lay_out(samples.orphan())

    (sleep,) = stretches(timeline, 3, "sleeping")
    (adoption,) = [link for link in timeline.links if link.kind == "adoption"]
    assert (adoption.source, adoption.target) == (3, 1)
    assert sleep.call == "sleep(2)"
    assert sleep.first < adoption.step < sleep.last


def test_every_fork_adoption_and_reaping_is_a_link() -> None:
    timeline = lay_out(samples.double_fork())

    assert links(timeline, "fork") == [(2, 3), (3, 4)]
    assert links(timeline, "adoption") == [(4, 1)]
    assert links(timeline, "reap") == [(3, 2), (2, 1), (4, 1)]


def test_descendants_are_below_their_parent_and_init_is_there_only_to_adopt() -> None:
    assert [lane.pid for lane in lay_out(samples.double_fork()).lanes] == [1, 2, 3, 4]
    assert [lane.pid for lane in lay_out(samples.fork_and_wait()).lanes] == [2, 3]

    tape = samples.Tape("family.py", "")
    tape.fork(2, 3)
    tape.fork(2, 4)
    tape.fork(3, 5)
    lanes = lay_out(tape.end(code=0)).lanes
    assert [(lane.pid, lane.parent) for lane in lanes] == [(2, None), (3, 2), (5, 3), (4, 2)]


def test_a_stop_lasts_until_the_process_continues_what_it_did() -> None:
    timeline = lay_out(samples.signalled())

    doing = [(stretch.doing, stretch.call) for stretch in stretches(timeline, 3)]
    assert doing[:4] == [("running", ""), ("sleeping", "sleep(60)"), ("stopped", ""), ("sleeping", "sleep(60)")]
    assert [link.signal for link in timeline.links if link.kind == "signal"] == [19, 18, 15]


def test_a_signal_that_ends_a_process_is_its_exit() -> None:
    exits = [mark for mark in lay_out(samples.signalled()).marks if mark.kind == "exit"]

    assert [(mark.pid, mark.text, mark.killed) for mark in exits] == [(3, "SIGTERM", True), (2, "SIGSEGV", True)]


def test_an_ignored_sigchld_and_a_delivered_kill_are_not_drawn_twice() -> None:
    assert [mark.text for mark in lay_out(samples.signalled()).marks if mark.kind == "signal"] == []


def test_a_poll_is_no_wait() -> None:
    timeline = lay_out(samples.wnohang_poll())

    assert stretches(timeline, 2, "waiting") == []
    assert [mark.text for mark in timeline.marks if mark.kind == "call"] == ["wait4()→0"] * 2
    assert [mark.text for mark in timeline.marks if mark.kind == "error"] == ["ECHILD"]


def test_adjacent_writes_to_one_stream_are_one_mark() -> None:
    tape = samples.Tape("write.py", "")
    for text in ("a\n", "b\n"):
        tape.write(2, text)
    tape.write(2, "c\n", stream="stderr")
    tape.write(2, "d\n")

    marks = [(mark.kind, mark.text, mark.count) for mark in lay_out(tape.end(code=0)).marks]
    assert marks == [("stdout", "a\nb\n", 2), ("stderr", "c\n", 1), ("stdout", "d\n", 1)]


def test_the_middle_of_a_long_recording_is_one_step_that_says_so() -> None:
    tape = samples.Tape("long.py", "")
    tape.fork(2, 3)
    for _ in range(1000):
        tape.call(3, "getpid", 3)
        tape.write(3, "x\n")
        tape.sleep(3, 0.001)
    tape.wait(2, 3)
    tape.exit(3, 0)
    tape.reap(3, 0)
    recording = tape.end(code=0)
    timeline = lay_out(recording)

    assert timeline.end == most_steps(2)
    assert timeline.gap is not None
    assert timeline.end - 1 + timeline.gap.events == len(recording.events) - 1  # the zombie shares a step
    assert not [mark for mark in timeline.marks if mark.step == timeline.gap.step]
    assert stretches(timeline, 3, "zombie")[0].last == timeline.end - 1


def test_processes_without_room_are_counted() -> None:
    forks = [Fork(t=0.0, pid=2, child=3 + number, call="fork") for number in range(99)]
    timeline = lay_out(replace(samples.fork_and_wait(), events=(Start(t=0.0, pid=2, name="x"), *forks)))

    assert len(timeline.lanes) == MAX_LANES
    assert timeline.hidden_lanes == 100 - MAX_LANES


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_what_each_process_does_has_no_hole_while_it_lives(name: str) -> None:
    timeline = lay_out(samples.SAMPLES[name]())

    for lane in timeline.lanes[timeline.lanes[0].pid == 1 :]:
        own = stretches(timeline, lane.pid)
        assert own[0].first == lane.first
        assert own[-1].last == lane.last
        for before, after in pairwise(own):
            assert after.first - before.last <= (1 if after.doing == "zombie" else 0)


@given(recordings())
def test_any_recording_can_be_laid_out(recording: Recording) -> None:
    timeline = lay_out(recording)

    pids = {lane.pid for lane in timeline.lanes}
    assert len(pids) == len(timeline.lanes)
    for pid in pids:
        own = stretches(timeline, pid)
        assert all(0 <= stretch.first < stretch.last <= timeline.end for stretch in own)
        assert all(before.last <= after.first for before, after in pairwise(own))
    assert {mark.pid for mark in timeline.marks} <= pids
    assert {pid for link in timeline.links for pid in (link.source, link.target)} <= pids
    drawn = sum(mark.count for mark in timeline.marks if mark.kind in ("stdout", "stderr"))
    assert drawn == sum(isinstance(event, Write) and event.pid in pids for event in recording.events)
    calls = [mark for mark in timeline.marks if mark.kind == "call"]
    assert len(calls) == sum(isinstance(event, Call) and event.pid in pids for event in recording.events)
