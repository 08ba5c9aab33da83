"""Each event knows the line that its process was on, and no program can make the tracer err."""

from __future__ import annotations

import dataclasses
import os
import re
import struct
import textwrap
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demos import recording as r
from demos.worker import calibrate, lines, ptrace
from tests.demos.engine import Engine, of, only
from tests.demos.worker.places import PLACES, RACES

pytestmark = pytest.mark.core

ORDERS: dict[str, dict[str, Any]] = {
    "natural": {"schedule": "natural", "clock": "real"},
    "controlled": {"schedule": "controlled", "clock": "virtual"},
}


def run(engine: Engine, source: str, order: str = "controlled", name: str = "program.py") -> r.Recording:
    return engine.run(r.Job(r.Program(name, textwrap.dedent(source)), **ORDERS[order]))


def announced(source: str) -> list[tuple[int, str]]:
    """The events that a program's own comments announce: ``#: Fork Write`` on the line where they happen."""
    marks = ((number, re.search(r"#: ([\w ]+)$", line)) for number, line in enumerate(source.split("\n"), 1))
    return sorted((number, kind) for number, mark in marks if mark for kind in mark[1].split())


def seen(recording: r.Recording) -> list[tuple[int, str]]:
    """The lines of the program on which there were events, each with the kinds that there were.

    Left out is what differs between versions: how often threads wait for each other, and what a warning asks.
    """
    events = (event for event in recording.events if getattr(event, "call", "") not in ("futex", "getpid"))
    return sorted({(event.line, type(event).__name__) for event in events if event.line is not None})


@pytest.mark.parametrize(
    ("place", "order"), [(place, order) for place in PLACES for order in ORDERS if (place, order) not in RACES]
)
def test_events_are_on_the_lines_that_the_program_announces(engine: Engine, place: str, order: str) -> None:
    source = textwrap.dedent(PLACES[place])
    recording = run(engine, source, order)
    assert recording.ending == r.Ending(kind="exited", code=0), recording.stderr
    assert seen(recording) == announced(source)


def test_parent_and_child_are_each_on_their_own_line(engine: Engine) -> None:
    recording = run(
        engine,
        """\
        import os
        if os.fork() == 0:
            os.write(1, b"child")
            os._exit(0)
        os.wait()
        os.write(1, b"parent")
        """,
    )
    assert {(event.pid, event.text, event.line) for event in of(recording, r.Write)} == {
        (3, "child", 3),
        (2, "parent", 6),
    }


def test_what_merely_happens_to_a_process_is_on_no_line(engine: Engine) -> None:
    recording = run(
        engine,
        """\
        import os, time
        if os.fork() == 0:
            time.sleep(1)
            os._exit(0)
        """,
    )
    assert only(recording, r.Sleep).line == 3
    for kind in (r.Start, r.Reparent, r.Zombie):
        assert {event.line for event in of(recording, kind)} == {None}
    assert {event.line for event in of(recording, r.Reap, pid=r.INIT)} == {None}


def test_after_its_last_line_a_program_is_on_none(engine: Engine) -> None:
    recording = run(engine, 'print("kept in the buffer until the end")\n')
    assert only(recording, r.Write).line is None
    assert only(recording, r.Exit).line is None


def test_a_killed_process_ends_on_the_line_that_it_was_on(engine: Engine) -> None:
    recording = run(
        engine,
        """\
        import os, signal
        child = os.fork()
        if child == 0:
            signal.pause()
        os.kill(child, signal.SIGKILL)
        os.wait()
        """,
    )
    assert only(recording, r.Exit, pid=3).line == 4


@pytest.mark.parametrize("name", ["é.py", "孤儿.py", "🧟.py", "a b.py", "x" * 200 + ".py"])
def test_any_file_name_will_do(engine: Engine, name: str) -> None:
    assert only(run(engine, "import os\nos.getppid()\n", name=name), r.Call).line == 2


def test_code_of_other_files_is_not_taken_for_the_programs_own(engine: Engine) -> None:
    recording = run(
        engine,
        """\
        import os
        for name in "program.pyc", "program.p", "/tmp/program.py/x", "/tmp/program_py", "<string>":
            exec(compile("\\n\\n\\nos.getppid()", name, "exec"))
        """,
    )
    assert [event.line for event in of(recording, r.Call)] == [3] * 5


def test_a_line_that_the_program_does_not_have_is_not_told(engine: Engine) -> None:
    recording = run(
        engine,
        """\
        import os
        exec(compile("\\n" * 7 + "os.getppid()", __file__, "exec"))
        exec(compile("os.getppid()", __file__, "exec").replace(co_firstlineno=2**31 - 1))
        exec(compile("os.getppid()", __file__, "exec").replace(co_linetable=b"\\xff" * 90))
        exec(compile("os.getppid()", __file__, "exec").replace(co_linetable=b""))
        """,
    )
    calls = of(recording, r.Call)
    assert len(calls) == 4
    assert {event.line for event in calls} == {None}


def test_the_search_for_the_programs_own_code_is_bounded(engine: Engine) -> None:
    recording = run(
        engine,
        """\
        import os
        exec("def deep(n): return deep(n - 1) if n else os.getppid()")
        deep(20)
        deep(200)
        """,
    )
    assert [event.line for event in of(recording, r.Call)] == [3, None]


def test_an_exec_is_on_the_line_that_calls_it_and_the_same_interpreter_has_lines_again(engine: Engine) -> None:
    recording = run(
        engine,
        """\
        import os
        import sys
        os.getppid()
        if len(sys.argv) == 1:
            os.execv(sys.executable, [sys.executable, __file__, "again"])
        os.execv(sys.executable, [sys.executable, "-c", "import os; os.getppid()"])
        """,
    )
    found = [(type(event), event.line) for event in recording.events if isinstance(event, r.Exec | r.Call)]
    assert found == [(r.Call, 3), (r.Exec, 5), (r.Call, 3), (r.Exec, 6), (r.Call, None)]


def test_each_way_to_start_a_process_has_lines(engine: Engine) -> None:
    source = textwrap.dedent(
        """\
        import multiprocessing
        import os

        def child():
            os.write(1, b"child")

        if __name__ == "__main__":
            for method in ("fork", "spawn", "forkserver"):
                process = multiprocessing.get_context(method).Process(target=child)
                process.start()
                process.join()
        """
    )
    recording = run(engine, source)
    assert [event.line for event in of(recording, r.Write) if event.text == "child"] == [5, 5, 5], recording.stderr
    assert 10 in {event.line for event in of(recording, r.Fork, pid=r.FIRST)}
    assert 11 in {event.line for event in of(recording, r.Reap, pid=r.FIRST)}


# --- programs that mean harm ----------------------------------------------------------------------------------

SCRIBBLER = """\
import ctypes, os, sys

libc = ctypes.CDLL(None)
state = ctypes.pythonapi.PyInterpreterState_Get
state.restype = ctypes.c_void_p
thread = ctypes.pythonapi.PyThreadState_Get
thread.restype = ctypes.c_void_p
places = {
    "frame": lambda: id(sys._getframe()),
    "code": lambda: id(sys._getframe().f_code),
    "table": lambda: id(sys._getframe().f_code.co_linetable),
    "name": lambda: id(sys._getframe().f_code.co_filename),
    "thread": thread,
    "interpreter": state,
}
for place in places.values():
    for filling in b"\\x00", b"\\xff", b"\\x41", bytes(8), b"\\x08" * 8:
        if (child := os.fork()) == 0:
            start = place()
            ctypes.memset(start, filling[0], 256)
            libc.getppid()
            libc._exit(0)
        os.waitpid(child, 0)
"""


@pytest.mark.parametrize("order", ORDERS)
def test_a_program_may_scribble_over_the_interpreter(engine: Engine, order: str) -> None:
    """Its children crash, or live on as they may; the parent's own lines stay right, and the worker goes on."""
    recording = run(engine, SCRIBBLER, order)
    assert recording.ending == r.Ending(kind="exited", code=0), recording.stderr
    assert {event.line for event in of(recording, r.Fork)} == {18}
    assert {event.line for event in of(recording, r.Reap, pid=r.FIRST)} == {23}
    assert len(of(recording, r.Reap, pid=r.FIRST)) == 30
    assert engine.record("import os\nos.getppid()\n").events


LAYOUT = lines.Layout(
    object_type=8,
    bytes_size=16,
    bytes_data=32,
    string_length=16,
    interpreter_threads=72,
    thread_next=8,
    thread_number=144,
    thread_frame=(56, 0),
    frame_code=0,
    frame_previous=8,
    frame_instruction=56,
    code_file=112,
    code_line_table=136,
    code_first_line=68,
    code_instructions=192,
)
PAGES = [0x1000 * number for number in range(1, 5)]
PATH = "/tmp/program.py"
WORDS = st.one_of(
    st.sampled_from(
        [0, 1, 7, len(PATH), 200, 2**63, 2**64 - 1, *(page + n for page in PAGES for n in (0, 8, 136))]
    ),
    st.integers(0, 2**64 - 1),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=32, max_size=32), max_size=4), st.booleans())
def test_any_memory_can_be_looked_at(contents: list[list[int]], alone: bool) -> None:
    memory = {
        page: (struct.pack("=32Q", *words) * 16 + PATH.encode())[:4096]
        for page, words in zip(PAGES, contents, strict=False)
    }
    reader = lines.LineReader(LAYOUT, lines.Interpreter(PAGES[0], 7), PATH, 100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ptrace, "read_memory", lambda tid, address, length: memory.get(address, b""))
        line = reader.line_of_thread(1, 200, alone=alone)
    assert line is None or 1 <= line <= 100


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=300), st.integers(-(2**31), 2**31 - 1), st.integers(-(2**63), 2**64))
def test_any_line_table_can_be_decoded(table: bytes, first: int, offset: int) -> None:
    line = lines._line_at(table, first, offset)
    assert line is None or isinstance(line, int)


# --- calibration ----------------------------------------------------------------------------------------------


def test_this_interpreter_is_understood() -> None:
    assert calibrate.calibrate() is not None


OFFSETS = [field.name for field in dataclasses.fields(lines.Layout)]


@pytest.mark.parametrize("name", OFFSETS)
def test_a_layout_that_is_wrong_anywhere_is_not_used(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = calibrate._measure

    def mistaken(thread: calibrate._HeldThread) -> lines.Layout:
        layout = measure(thread)
        value = getattr(layout, name)
        wrong: Any = (value[0] + 8, *value[1:]) if isinstance(value, tuple) else value + 8
        return dataclasses.replace(layout, **{name: wrong})

    monkeypatch.setattr(calibrate, "_measure", mistaken)
    assert calibrate.calibrate() is None


def test_where_memory_cannot_be_read_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ptrace, "read_memory", lambda tid, address, length: b"")
    assert calibrate.calibrate() is None


def test_without_a_layout_no_line_is_known() -> None:
    reader = lines.LineReader(None, calibrate.interpreter(), __file__, 1000)
    assert reader.line_of_thread(os.getpid(), os.getpid(), alone=True) is None
