"""Each byte that comes out belongs to the process that wrote it, in the order of the writes; pipes, stdin, EOF."""

from __future__ import annotations

from typing import Any

import pytest

from demos import recording as r
from tests.demos.engine import Engine, of, only

Order = dict[str, Any]


def test_writes_are_in_order_and_have_their_writer(engine: Engine, order: Order) -> None:
    program = """
        import os
        os.write(1, b'one')
        if os.fork() == 0:
            os.write(2, b'two')
            os._exit(0)
        os.wait()
        os.write(1, b'three')
    """
    recording = engine.record(program, **order)

    assert [(event.pid, event.stream, event.text, event.size) for event in of(recording, r.Write)] == [
        (2, "stdout", "one", 3),
        (3, "stderr", "two", 3),
        (2, "stdout", "three", 5),
    ]
    assert (recording.stdout, recording.stderr) == ("onethree", "two")


def test_huge_writes_of_several_at_once_do_not_mix(engine: Engine, order: Order) -> None:
    size = 300_000
    program = f"""
        import os
        for letter in b'abcd':
            if os.fork() == 0:
                data = bytes([letter]) * {size}
                while data:
                    data = data[os.write(1, data):]
                os._exit(0)
    """
    recording = engine.record(program, output_bytes=4 * 1024 * 1024, **order)

    position, totals = 0, dict.fromkeys((3, 4, 5, 6), 0)
    for event in of(recording, r.Write):
        piece = recording.stdout[position : position + event.size]
        assert set(piece) == {"abcd"[event.pid - 3]}
        totals[event.pid] += event.size
        position += event.size
    assert set(totals.values()) == {size}


def test_small_writes_of_several_at_once(engine: Engine, order: Order) -> None:
    program = """
        import os
        for n in range(8):
            if os.fork() == 0:
                for i in range(40):
                    os.write(1, b'%d:%d\\n' % (os.getpid(), i))
                os._exit(0)
    """
    recording = engine.record(program, **order)

    for event in of(recording, r.Write):
        assert event.text.startswith(f"{event.pid}:")
    for pid in range(3, 11):
        assert [event.text for event in of(recording, r.Write, pid)] == [f"{pid}:{i}\n" for i in range(40)]


@pytest.mark.parametrize(
    "write",
    [
        "os.writev(1, [b'he', b'llo'])",
        "os.write(os.dup(1), b'hello')",
        "os.write(os.open('/proc/self/fd/1', os.O_WRONLY), b'hello')",
        "os.write(os.open('/dev/fd/1', os.O_WRONLY), b'hello')",
        "os.dup2(1, 200); os.write(200, b'hello')",
        "p = os.pipe(); os.write(p[1], b'hello'); os.splice(p[0], 1, 5)",
        "open('x', 'w').write('hello'); os.sendfile(1, os.open('x', os.O_RDONLY), 0, 5)",
        "print('hello', end='')",
        "import sys; sys.stdout.buffer.write(b'hello')",
        "import threading; threading.Thread(target=os.write, args=(1, b'hello')).start()",
        "import ctypes; ctypes.CDLL(None).puts(b'hello') and ctypes.CDLL(None).fflush(None)",
    ],
)
def test_every_way_to_write(write: str, engine: Engine, order: Order) -> None:
    recording = engine.record(f"import os\n{write}", **order)

    assert "".join(event.text for event in of(recording, r.Write, 2)).strip() == "hello"
    assert recording.stdout.strip() == "hello"


def test_a_file_that_is_not_the_output_is_not_the_output(engine: Engine, order: Order) -> None:
    program = """
        import os
        os.dup2(os.open('file', os.O_WRONLY | os.O_CREAT), 1)
        print('unseen')
    """
    recording = engine.record(program, **order)

    assert recording.stdout == ""
    assert of(recording, r.Write) == []


def test_errors_of_writing(engine: Engine, order: Order) -> None:
    recording = engine.record("import os\nos.close(1)\ntry: os.write(1, b'x')\nexcept OSError: pass", **order)

    assert recording.stdout == ""
    assert recording.ending == r.Ending(kind="exited", code=0)


def test_bytes_that_are_no_text(engine: Engine, order: Order) -> None:
    recording = engine.record("import os; os.write(1, b'\\xff\\x00\\xe4\\xb8\\xad')", **order)

    assert recording.stdout == "\\xff\0中"
    assert only(recording, r.Write).size == 5


def test_a_character_that_is_written_in_two_pieces(engine: Engine, order: Order) -> None:
    recording = engine.record("import os; os.write(1, b'\\xe4'); os.write(1, b'\\xb8\\xad')", **order)

    assert recording.stdout == "中"


def test_head_and_tail_are_kept_and_the_rest_is_counted(engine: Engine, order: Order) -> None:
    recording = engine.record("for n in range(3000): print(n)", output_bytes=2000, **order)

    size = sum(len(f"{n}\n") for n in range(3000))
    assert recording.stdout.startswith("0\n1\n2\n")
    assert recording.stdout.endswith("2998\n2999\n")
    assert recording.omitted_bytes == size - 2000
    assert recording.bound is None
    assert sum(event.size for event in of(recording, r.Write)) == size


def test_more_events_than_are_kept(engine: Engine, order: Order) -> None:
    recording = engine.record("import os\nfor _ in range(4500): os.write(1, b'x')", **order)

    assert len(recording.events) == 4000
    assert recording.omitted_events >= 500
    assert recording.stdout == "x" * 4500
    assert recording.ending == r.Ending(kind="exited", code=0)


def test_a_daemon_that_holds_the_output_open(engine: Engine, order: Order) -> None:
    program = """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork():
                os._exit(0)
            time.sleep(0.2)
            print('from the daemon')
    """
    recording = engine.record(program, **order)

    assert recording.ending == r.Ending(kind="exited", code=0)
    assert recording.stdout == "from the daemon\n"
    assert of(recording, r.Exit)[-1].pid == 4


# --- pipes --------------------------------------------------------------------------------------------------


def test_a_read_from_an_empty_pipe_waits(engine: Engine, order: Order) -> None:
    program = """
        import os, time
        r, w = os.pipe()
        if os.fork() == 0:
            time.sleep(0.05)
            os.write(w, b'x')
            os._exit(0)
        os.read(r, 1)
        os.wait()
    """
    recording = engine.record(program, **order)

    wait = next(event for event in of(recording, r.Wait, 2) if event.call == "read")
    wake = next(event for event in of(recording, r.Wake, 2) if event.call == "read")
    assert wait.target == 3
    assert wake.t >= wait.t
    row = next(row for row in recording.snapshot_at(recording.events.index(wait)).processes if row.pid == 2)
    assert (row.state, row.doing) == ("sleeping", "read(3)")


def test_a_read_that_need_not_wait_is_no_wait(engine: Engine, order: Order) -> None:
    recording = engine.record("import os; r, w = os.pipe(); os.write(w, b'x'); os.read(r, 1)", **order)

    assert of(recording, r.Wait) == []


def test_the_end_of_a_pipe(engine: Engine, order: Order) -> None:
    program = """
        import os
        r, w = os.pipe()
        if os.fork() == 0:
            os.close(w)
            print(os.read(r, 1), flush=True)
            os._exit(0)
        os.close(w)
        os.wait()
    """
    assert engine.record(program, **order).stdout == "b''\n"


def test_a_full_pipe_blocks_its_writer(engine: Engine, order: Order) -> None:
    program = """
        import os, time
        r, w = os.pipe()
        if os.fork() == 0:
            os.close(r)
            os.write(w, b'x' * 1_000_000)
            os._exit(0)
        os.close(w)
        time.sleep(0.05)
        total = 0
        while chunk := os.read(r, 65536):
            total += len(chunk)
        print(total, os.wait()[1])
    """
    assert engine.record(program, **order).stdout == "1000000 0\n"


def test_an_end_of_a_pipe_that_nobody_closed(engine: Engine, order: Order) -> None:
    recording = engine.record("import os; r, w = os.pipe(); os.read(r, 1)", wall_seconds=0.3, **order)

    assert recording.ending.kind in ("deadlock", "wall-time")
    assert recording.snapshots[-1].processes[-1].doing == "read(3)"


# --- standard input -----------------------------------------------------------------------------------------


def test_standard_input(engine: Engine, order: Order) -> None:
    assert engine.record("print(input()[::-1])", stdin="krof\n", **order).stdout == "fork\n"


def test_standard_input_ends(engine: Engine, order: Order) -> None:
    assert "EOFError" in engine.record("input()", **order).stderr


def test_a_long_standard_input(engine: Engine, order: Order) -> None:
    recording = engine.record("import sys; print(len(sys.stdin.read()))", stdin="ä" * 400_000, **order)

    assert recording.stdout == "400000\n"


def test_standard_input_cannot_be_written_to(engine: Engine, order: Order) -> None:
    recording = engine.record("import os\ntry: os.write(0, b'x')\nexcept OSError as e: print(e.strerror)", **order)

    assert recording.stdout == "Bad file descriptor\n"
