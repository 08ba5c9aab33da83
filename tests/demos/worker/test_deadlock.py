"""A run in which nobody can ever go on ends at once, and says who waits for whom."""

from __future__ import annotations

import pytest

from demos import recording as r
from tests.demos.engine import Engine

pytestmark = pytest.mark.core

OWN_WRITE_END = """
    import os
    r, w = os.pipe()
    if os.fork() == 0:
        while os.read(r, 100):  # w is open here too, so there is no end of file
            pass
        os._exit(0)
    os.write(w, b"hello")
    os.close(r)
    os.wait()
"""


def test_a_pipe_whose_write_end_nobody_closes(engine: Engine) -> None:
    recording = engine.record(OWN_WRITE_END)
    assert recording.ending == r.Ending(kind="deadlock")
    assert recording.deadlock == (
        r.Blocked(pid=2, doing="wait4(-1)", waits_for=(3,)),
        r.Blocked(pid=3, doing="read(3)", waits_for=(2, 3)),
    )


def test_a_full_pipe_that_nobody_reads(engine: Engine) -> None:
    recording = engine.record(
        """
        import os
        r, w = os.pipe()
        if os.fork() == 0:
            os.read(os.pipe()[0], 1)
        os.write(w, b"x" * 100_000)
        """
    )
    assert [(blocked.doing, blocked.waits_for) for blocked in recording.deadlock] == [
        ("write(4)", (2, 3)),
        ("read(5)", (3,)),
    ]


def test_a_fifo_is_a_pipe_too(engine: Engine) -> None:
    recording = engine.record(
        """
        import os
        os.mkfifo("line")
        end = os.open("line", os.O_RDWR)
        os.read(end, 1)
        """
    )
    assert recording.deadlock == (r.Blocked(pid=2, doing="read(3)", waits_for=(2,)),)


def test_what_no_process_holds_names_nobody(engine: Engine) -> None:
    recording = engine.record("import signal\nsignal.pause()\n")
    assert [blocked.waits_for for blocked in recording.deadlock] == [()]


def test_the_first_process_may_have_ended(engine: Engine) -> None:
    recording = engine.record(
        """
        import os
        r, w = os.pipe()
        if os.fork() == 0:
            os.read(r, 1)
        """
    )
    assert recording.ending == r.Ending(kind="exited", code=0)
    assert recording.deadlock == (r.Blocked(pid=3, doing="read(3)", waits_for=(3,)),)


def test_many_descriptors_do_not_hold_it_up(engine: Engine) -> None:
    recording = engine.record(
        """
        import os
        ends = []
        try:
            while True:
                ends += os.pipe()
        except OSError:
            pass
        for _ in range(20):
            if os.fork() == 0:
                break
        os.read(ends[0], 1)
        """
    )
    assert len(recording.deadlock) == 21
    assert 2 in recording.deadlock[0].waits_for
    assert recording.bound is None
