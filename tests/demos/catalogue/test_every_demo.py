"""What is true of each demo's recording."""

from __future__ import annotations

import sys

import pytest

from demos import recording as r
from tests.demos.catalogue import CATALOGUE, DEADLOCKED, ENDLESS, Run, of, reapers

STDERR = {"exit-string": "child: something went wrong\n"}
"""What a demo writes to stderr, where that is not nothing."""
WARNED = {"fork-threads"} if sys.version_info >= (3, 12) else set()
"""Demos that Python itself warns of, on stderr."""

each_demo = pytest.mark.parametrize("name", [demo.name for demo in CATALOGUE])


@each_demo
def test_the_first_process_ends_as_it_should(run: Run, name: str) -> None:
    recording = run(name)
    if name in ENDLESS:
        assert recording.ending.kind == recording.bound == "cpu-time"
    elif name in DEADLOCKED:
        assert recording.ending.kind == "deadlock"
    else:
        assert recording.ending == r.Ending(kind="exited", code=0)
        assert recording.bound is None


@each_demo
def test_nothing_unexpected_is_printed(run: Run, name: str) -> None:
    recording = run(name)
    if name in WARNED:
        assert "DeprecationWarning" in recording.stderr
    else:
        assert recording.stderr == STDERR.get(name, "")
    assert recording.stdout
    assert not recording.omitted_bytes
    assert not recording.omitted_events


@each_demo
def test_no_child_of_the_program_is_left_but_the_zombies_and_the_endless(run: Run, name: str) -> None:
    recording = run(name)
    started = {2} | {event.child for event in of(recording, r.Fork)}
    gone = set(reapers(recording))
    assert started - gone == ({2, 3} if name in ENDLESS | DEADLOCKED else set())


@each_demo
def test_it_comes_to_its_moment(run: Run, name: str) -> None:
    shows = CATALOGUE.get(name).shows
    assert any(shows.fits(event) for event in run(name).events)
