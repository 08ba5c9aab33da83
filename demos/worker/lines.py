"""The source line that a Python process is on, read out of its memory while it is stopped.

Nothing runs in the program for it and nothing of it shows there: the tracer follows the pointers that lead from the
interpreter's state to the thread's current frame, and on to the frames that called it, until it meets one of the
program's own file. Where those pointers are, `calibrate` finds out; every process of a run is a fork of the zygote,
so that the interpreter's state has the same address in all of them. After an exec of the same interpreter it is
there too, since a run's addresses are not randomized; whatever else a process executes has no frames to be found.

What is read belongs to the program, which may have put anything there: nothing is trusted, all work is bounded.
"""

from __future__ import annotations

import functools
import struct
from bisect import bisect_right
from dataclasses import dataclass

from demos.recording import Program
from demos.worker import ptrace
from demos.worker.processes import Task
from demos.worker.sandbox import HOME

_THREADS = 128
_FRAMES = 64  # Calls between the program's own code and the system call, at most.
_TABLE_BYTES = 256 * 1024
_USUAL_TABLE_BYTES = 1024

TAGS = 7
"""The bits of a frame's references that alignment leaves free; Python 3.14 marks them."""

_WORD = struct.Struct("=Q")
_INT = struct.Struct("=i")
_TEMPLATE = compile("", "", "exec")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the structures of this interpreter's version and build hold what: offsets in bytes."""

    object_type: int
    bytes_size: int
    bytes_data: int
    string_length: int
    interpreter_threads: int  # Its newest thread state, the head of a list.
    thread_next: int
    thread_number: int  # The kernel's id of the thread.
    thread_frame: tuple[int, ...]  # Two steps where a structure lies between.
    frame_code: int
    frame_previous: int
    frame_instruction: int
    code_file: int
    code_line_table: int
    code_first_line: int
    code_instructions: int


@dataclass(frozen=True, slots=True)
class Interpreter:
    """An interpreter in memory: the addresses of its state (PyInterpreterState) and of the type of code objects."""

    state: int
    code_type: int


class _Unreadable(Exception):
    """What was to be read is not there."""


class LineReader:
    """Tells the lines of one file that the threads of any process of a run are on.

    Args:
        layout: None where it is not known; then no line is.
        path: the file as code objects name it (`codeobject.co_filename`).
        length: how many lines it has.
    """

    def __init__(self, layout: Layout | None, interpreter: Interpreter, path: str, length: int) -> None:
        self._layout = layout
        self._interpreter = interpreter
        self._length = length
        widest = max(path)
        encoding = "latin-1" if widest < "\u0100" else "utf-16-le" if widest < "\U00010000" else "utf-32-le"
        self._path_length = len(path)
        self._path = path.encode(encoding, "surrogatepass") + "\0".encode(encoding)
        self._path_start = path.__sizeof__() - len(self._path)

    @classmethod
    def of_program(cls, layout: Layout | None, interpreter: Interpreter, program: Program) -> LineReader:
        """The reader for the file that `program` lies in."""
        length = program.source.count("\n") + (not program.source.endswith("\n"))
        return cls(layout, interpreter, f"{HOME}/{program.name}", length)

    def line(self, task: Task) -> int | None:
        """The line that a stopped task is on; None when it is in none, or that cannot be told."""
        return self.line_of_thread(task.tid, task.number, alone=len(task.process.tasks) == 1)

    def line_of_thread(self, tid: int, number: int, *, alone: bool) -> int | None:
        """As `line`: `number` is the thread's id as its process knows it, `alone` that it is the only one there."""
        if self._layout is None:
            return None
        try:
            frame = self._current_frame(tid, self._layout, number, alone)
            for _ in range(_FRAMES):
                if not frame:
                    break
                code, frame, instruction = self._words(
                    tid,
                    frame,
                    self._layout.frame_code,
                    self._layout.frame_previous,
                    self._layout.frame_instruction,
                )
                code &= ~TAGS
                if code and (found := self._own_code(tid, self._layout, code)) is not None:
                    line = _line_at(*found, instruction - code - self._layout.code_instructions)
                    return line if line is not None and 1 <= line <= self._length else None
        except _Unreadable:
            pass
        return None

    def _current_frame(self, tid: int, layout: Layout, number: int, alone: bool) -> int:
        """The frame that the thread is in.

        A thread knows its number from when Python starts it; the child of a fork that Python knows nothing of, as
        of `vfork(2)`, has its maker's instead, and then is taken for the only thread there is.
        """
        (first,) = self._words(tid, self._interpreter.state, layout.interpreter_threads)
        offsets = (layout.thread_next, layout.thread_number, layout.thread_frame[0])
        state = first
        for _ in range(_THREADS):
            following, found, address = self._words(tid, state, *offsets)
            if found == number or (alone and state == first and not following):
                for offset in layout.thread_frame[1:]:
                    (address,) = self._words(tid, address, offset)
                return address
            state = following
        raise _Unreadable

    def _own_code(self, tid: int, layout: Layout, code: int) -> tuple[bytes, int] | None:
        """The line table and first line of a code object; None when it is none, or of another file."""
        size = max(layout.object_type, layout.code_file, layout.code_line_table, layout.code_first_line) + 8
        raw = self._read(tid, code, size)
        (code_type,) = _WORD.unpack_from(raw, layout.object_type)
        (path,) = _WORD.unpack_from(raw, layout.code_file)
        if code_type != self._interpreter.code_type or not self._is_own_path(tid, layout, path):
            return None
        (table,) = _WORD.unpack_from(raw, layout.code_line_table)
        return self._bytes(tid, layout, table), _INT.unpack_from(raw, layout.code_first_line)[0]

    def _is_own_path(self, tid: int, layout: Layout, address: int) -> bool:
        raw = ptrace.read_memory(tid, address, self._path_start + len(self._path))
        return (
            raw[self._path_start :] == self._path
            and _WORD.unpack_from(raw, layout.string_length)[0] == self._path_length
        )

    def _bytes(self, tid: int, layout: Layout, address: int) -> bytes:
        """The content of a bytes object."""
        raw = ptrace.read_memory(tid, address, layout.bytes_data + _USUAL_TABLE_BYTES)
        if len(raw) < layout.bytes_data:
            raise _Unreadable
        (size,) = _WORD.unpack_from(raw, layout.bytes_size)
        if size > _TABLE_BYTES:
            raise _Unreadable
        end = layout.bytes_data + size
        if end > len(raw):
            raw = self._read(tid, address, end)
        return raw[layout.bytes_data : end]

    def _words(self, tid: int, address: int, *offsets: int) -> list[int]:
        raw = self._read(tid, address, max(offsets) + _WORD.size)
        return [_WORD.unpack_from(raw, offset)[0] for offset in offsets]

    def _read(self, tid: int, address: int, size: int) -> bytes:
        raw = ptrace.read_memory(tid, address, size)
        if len(raw) < size:
            raise _Unreadable
        return raw


def _line_at(table: bytes, first: int, offset: int) -> int | None:
    """The line of the instruction at `offset`, in bytes; an instruction before the first is the function's head."""
    if first < 1:
        return None
    if offset < 0:
        return first
    starts, lines = _decoded(table, first)
    index = bisect_right(starts, offset) - 1
    return lines[index] if index >= 0 else None


@functools.lru_cache(maxsize=64)
def _decoded(table: bytes, first: int) -> tuple[list[int], list[int | None]]:
    """A line table (`codeobject.co_linetable`): where stretches of instructions begin, and the line of each.

    The interpreter decodes it itself. The key is what the table says, not where it was: a program is free to move.
    """
    stretches = list(_TEMPLATE.replace(co_linetable=table, co_firstlineno=first).co_lines())
    end = stretches[-1][1] if stretches else 0
    return [*(start for start, _, _ in stretches), end], [*(line for _, _, line in stretches), None]
