"""The source line that a Python process is on, read out of its memory while it is stopped.

Nothing runs in the program for it and nothing of it shows there: the tracer follows the pointers that lead from the
interpreter's state to the thread's current frame, and on to the frames that called it, until it meets one of the
program's own file. Where those pointers are, `calibrate` finds out; every process of a run is a fork of the zygote,
so that the interpreter's state has the same address in all of them. After an exec of the same interpreter it is
there too, since a run's addresses are not randomized; whatever else a process executes has no frames to be found.

What is read belongs to the program, which may have put anything there: nothing is trusted, all work is bounded.
"""

from __future__ import annotations

import dis
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
_PAGE = 4096

TAGS = 7
"""The bits of a frame's references that alignment leaves free; Python 3.14 marks them."""

_INSTRUCTION_BYTES = 24  # A call with its caches, and the instruction behind it.
_UNIT_BYTES = 2  # Of an instruction, or of a cache behind it.
_WORD = struct.Struct("=Q")
_INT = struct.Struct("=i")
_TEMPLATE = compile("", "", "exec")
_TEXT_START = "".__sizeof__() - 1  # Where an ASCII string keeps its characters.


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
            line = self._line(_Memory(tid), self._layout, number, alone)
        except _Unreadable:
            return None
        return line if line is not None and 1 <= line <= self._length else None

    def drops_result(self, task: Task) -> bool:
        """Whether the call that a stopped task is in was made by the program itself, which drops what it returns.

        ``os.wait()`` as a statement of its own: the next instruction is POP_TOP. False where that cannot be told.
        """
        if self._layout is None:
            return False
        try:
            memory = _Memory(task.tid)
            frame = self._current_frame(memory, self._layout, task.number, len(task.process.tasks) == 1)
            code = memory.word(frame + self._layout.frame_code) & ~TAGS
            if not self._is_own_code(memory, self._layout, code):
                return False
            instruction = memory.word(frame + self._layout.frame_instruction)
            return _next_name(memory.read(instruction, _INSTRUCTION_BYTES)) == "POP_TOP"
        except (_Unreadable, AttributeError, IndexError, KeyError):
            return False

    def caller(self, task: Task) -> str:
        """The file of the Python code that made the call that a stopped task is in; empty where nobody knows."""
        if self._layout is None:
            return ""
        try:
            memory = _Memory(task.tid)
            frame = self._current_frame(memory, self._layout, task.number, len(task.process.tasks) == 1)
            code = memory.word(frame + self._layout.frame_code) & ~TAGS
            if memory.word(code + self._layout.object_type) != self._interpreter.code_type:
                return ""
            path = memory.word(code + self._layout.code_file)
            length = min(memory.word(path + self._layout.string_length), _PAGE)
            return memory.read(path + _TEXT_START, length).decode("latin-1")
        except _Unreadable:
            return ""

    def instructions(self, task: Task) -> list[tuple[int, int]]:
        """Where the instructions lie that a stopped task is in, from the innermost frame out: address and bytes.

        They change while they run: an interpreter since 3.11 notes there how often it met which operands.
        """
        found: list[tuple[int, int]] = []
        if self._layout is None:
            return found
        try:
            memory = _Memory(task.tid)
            frame = self._current_frame(memory, self._layout, task.number, len(task.process.tasks) == 1)
            while frame and len(found) < _FRAMES:
                code = memory.word(frame + self._layout.frame_code) & ~TAGS
                if code and memory.word(code + self._layout.object_type) == self._interpreter.code_type:
                    units = memory.word(code + self._layout.bytes_size)
                    found.append((code + self._layout.code_instructions, _UNIT_BYTES * units))
                frame = memory.word(frame + self._layout.frame_previous)
        except _Unreadable:
            return []
        return found

    def _line(self, memory: _Memory, layout: Layout, number: int, alone: bool) -> int | None:
        frame = self._current_frame(memory, layout, number, alone)
        for _ in range(_FRAMES):
            if not frame:
                break
            code = memory.word(frame + layout.frame_code) & ~TAGS
            if self._is_own_code(memory, layout, code):
                table = _bytes(memory, layout, memory.word(code + layout.code_line_table))
                (first,) = _INT.unpack(memory.read(code + layout.code_first_line, _INT.size))
                instruction = memory.word(frame + layout.frame_instruction)
                return _line_at(table, first, instruction - code - layout.code_instructions)
            frame = memory.word(frame + layout.frame_previous)
        return None

    def _current_frame(self, memory: _Memory, layout: Layout, number: int, alone: bool) -> int:
        """The frame that the thread is in.

        A thread knows its number from when Python starts it; the child of a fork that Python knows nothing of, as
        of `vfork(2)`, has its maker's instead, and then is taken for the only thread there is.
        """
        state = newest = memory.word(self._interpreter.state + layout.interpreter_threads)
        for _ in range(_THREADS):
            following = memory.word(state + layout.thread_next)
            known = memory.word(state + layout.thread_number) == number
            if known or (alone and state == newest and not following):
                for step in layout.thread_frame:
                    state = memory.word(state + step)
                return state
            state = following
        raise _Unreadable

    def _is_own_code(self, memory: _Memory, layout: Layout, code: int) -> bool:
        """Whether it is a code object of the program's file; a frame of the interpreter's own has none."""
        if not code or memory.word(code + layout.object_type) != self._interpreter.code_type:
            return False
        path = memory.word(code + layout.code_file)
        return (
            memory.word(path + layout.string_length) == self._path_length
            and memory.read(path + self._path_start, len(self._path)) == self._path
        )


class _Memory:
    """The memory of a stopped task. Each page is fetched once: what belongs together often lies together."""

    def __init__(self, tid: int) -> None:
        self._tid = tid
        self._pages: dict[int, bytes] = {}

    def read(self, address: int, size: int) -> bytes:
        """The bytes from an address on.

        Raises:
            _Unreadable: not all of them are mapped.
        """
        data = b""
        while len(data) < size:
            page, start = self._page(address + len(data))
            data += page[start : start + size - len(data)]
        return data

    def word(self, address: int) -> int:
        """The pointer or size at an address."""
        page, start = self._page(address)
        if start <= _PAGE - _WORD.size:
            return _WORD.unpack_from(page, start)[0]  # type: ignore[no-any-return]
        return _WORD.unpack(self.read(address, _WORD.size))[0]  # type: ignore[no-any-return]

    def _page(self, address: int) -> tuple[bytes, int]:
        """The page with that address, and the address's place in it."""
        start = address % _PAGE
        page = self._pages.get(address - start)
        if page is None:
            page = ptrace.read_memory(self._tid, address - start, _PAGE)
            if len(page) < _PAGE:
                raise _Unreadable
            self._pages[address - start] = page
        return page, start


def _bytes(memory: _Memory, layout: Layout, address: int) -> bytes:
    """The content of a bytes object."""
    size = memory.word(address + layout.bytes_size)
    if size > _TABLE_BYTES:
        raise _Unreadable
    return memory.read(address + layout.bytes_data, size)


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


def _next_name(code: bytes) -> str:
    """The name of the instruction behind the one at the begin of `code`, as it lies in a running program's memory.

    There an instruction may stand in a form of its own for the operands it met, with the same caches (`dis`).
    """
    name = dis._all_opname[code[0]]  # type: ignore[attr-defined]
    name = dis.deoptmap.get(name, name)  # type: ignore[attr-defined]
    caches = dis._inline_cache_entries  # type: ignore[attr-defined]
    count = caches.get(name, 0) if isinstance(caches, dict) else caches[dis.opmap[name]]
    return str(dis._all_opname[code[2 + 2 * count]])  # type: ignore[attr-defined]
