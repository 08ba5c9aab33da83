"""Finds where this interpreter's structures hold what `lines` needs, by looking for known values in its own memory.

No version's headers are copied here: a thread is held at a known place in known code, and what it must point to is
searched for where it must be. What was found is then held against what Python itself says of that thread, at
several places; unless they agree at each, nothing is known. The zygote is the same interpreter, so it holds there.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import operator
import os
import queue
import struct
import sys
import threading
from collections.abc import Sequence
from types import CodeType, FrameType
from typing import Any

from demos.worker import kernel, ptrace
from demos.worker.lines import TAGS, Interpreter, Layout, LineReader

_WORD = 8
_STATE_WORDS = 8192
_THREAD_WORDS = 64
_FRAME_WORDS = 10
_FRAME_OBJECT_WORDS = 8
_BETWEEN_WORDS = 4
_MARK = 0x5EED1235
_PATIENCE_SECONDS = 5.0

_PATH = "/forklore/calibration-π.py"
_PROBE = """\
def call():
    list(map(operator_call, turns))

def generate():
    for _ in range(1):
        yield list(
            map(operator_call, turns)
        )

def main():
    try:
        [call() for _ in "a"]
        raise LookupError
    except LookupError:
        max([1], key=lambda _:
            list(generate()))
    library()
"""
_LIBRARY = """\
def library():
    list(map(operator_call, turns))
"""
_HALTS = 3


def interpreter() -> Interpreter:
    """This process's own."""
    return Interpreter(kernel.interpreter_state(), id(CodeType))


def calibrate() -> Layout | None:
    """The layout of this interpreter; None when it is not what is expected here, or the kernel lets nobody look."""
    older, newer = _HeldThread(), _HeldThread()
    try:
        for thread in (older, newer):
            thread.wait()
        layout = _measure(newer)
        reader = LineReader(layout, interpreter(), _PATH, _PROBE.count("\n"))
        for thread in (older, newer):
            for halt in range(_HALTS):
                if reader.line_of_thread(os.getpid(), thread.number, alone=False) != thread.line():
                    return None
                thread.go_on()
                if halt + 1 < _HALTS:
                    thread.wait()
    except (LookupError, queue.Empty):
        return None
    finally:
        older.end()
        newer.end()
    return layout


class _HeldThread:
    """A thread that runs the probe and halts at each of its calls of `turns`, inside that one call."""

    def __init__(self) -> None:
        self._arrived, self._resumed = queue.SimpleQueue[None](), queue.SimpleQueue[None]()
        turns = (functools.partial(self._arrived.put, None), self._resumed.get)
        names: dict[str, Any] = {"operator_call": operator.call, "turns": turns}
        for text, path in ((_LIBRARY, "library"), (_PROBE, _PATH)):
            exec(compile(text, path, "exec"), names)  # noqa: S102 - the texts above
        self._thread = threading.Thread(target=names["main"], daemon=True)
        self._thread.start()

    @property
    def number(self) -> int:
        """The kernel's id of it."""
        return self._thread.native_id or 0

    def wait(self) -> None:
        """Wait until it halts.

        Raises:
            queue.Empty: it does not.
        """
        self._arrived.get(timeout=_PATIENCE_SECONDS)

    def go_on(self) -> None:
        self._resumed.put(None)

    def end(self) -> None:
        """Let it run through, and be gone."""
        for _ in range(_HALTS):
            self.go_on()
        self._thread.join(_PATIENCE_SECONDS)

    def frame(self) -> FrameType:
        """Its innermost frame."""
        return sys._current_frames()[self._thread.ident or 0]

    def line(self) -> int | None:
        """The line of the probe that it is on, as Python says."""
        frame: FrameType | None = self.frame()
        while frame is not None and frame.f_code.co_filename != _PATH:
            frame = frame.f_back
        return frame and frame.f_lineno


def _measure(thread: _HeldThread) -> Layout:
    """The layout, as the newest of all threads has it, which is held.

    Raises:
        LookupError: something is not where it was expected.
    """
    frame = thread.frame()
    caller = frame.f_back
    if caller is None:
        raise LookupError("the caller's frame")
    address = _frame_address(frame)
    content = _words(address, _FRAME_WORDS)
    start = CodeType.__basicsize__  # The instructions follow the rest of a code object.

    newest, following, own = _thread_states()
    state, own_state = _words(newest, _THREAD_WORDS), _words(own, _THREAD_WORDS)
    numbers = zip(state, own_state, strict=False)

    marked = frame.f_code.replace(co_filename="marked", co_firstlineno=_MARK)
    code = _words(id(marked), start // _WORD)
    data = bytes(range(1, 200))
    held_data = ptrace.read_memory(os.getpid(), id(data), sys.getsizeof(data))
    return Layout(
        object_type=_offset(code, id(CodeType)),
        bytes_size=_offset(_words(id(data), sys.getsizeof(data) // _WORD), len(data)),
        bytes_data=held_data.find(data),
        string_length=_offset(_words(id(_PROBE), sys.getsizeof(_PROBE) // _WORD), len(_PROBE)),
        interpreter_threads=_offset(_words(kernel.interpreter_state(), _STATE_WORDS), newest),
        thread_next=_offset(state, following),
        thread_number=_offset(list(numbers), (thread.number, threading.get_native_id())),
        thread_frame=_way(state, address),
        frame_code=_offset([word & ~TAGS for word in content], id(frame.f_code)),
        frame_previous=_offset(content, _frame_address(caller)),
        frame_instruction=_offset(content, id(frame.f_code) + start + frame.f_lasti),
        code_file=_offset(code, id(marked.co_filename)),
        code_line_table=_offset(code, id(marked.co_linetable)),
        code_first_line=struct.pack(f"={len(code)}Q", *code).find(struct.pack("=i", _MARK)),
        code_instructions=start,
    )


def _thread_states() -> tuple[int, int, int]:
    """The addresses of the newest thread state, of the next in the list, and of this thread's own."""
    python = ctypes.PyDLL(None)  # One of our own: the types that are set here are nobody else's business.
    functions = (python.PyInterpreterState_ThreadHead, python.PyThreadState_Next, python.PyThreadState_Get)
    for function in functions:
        function.restype = ctypes.c_void_p
    head, following, own = functions
    newest = head(ctypes.c_void_p(kernel.interpreter_state()))
    return newest, following(ctypes.c_void_p(newest)), own()


def _frame_address(frame: FrameType) -> int:
    """The interpreter's own structure behind a frame object, which points to it: it names the frame's code."""
    for candidate in _words(id(frame), _FRAME_OBJECT_WORDS):
        if id(frame.f_code) in (word & ~TAGS for word in _words(candidate, _FRAME_WORDS)):
            return candidate
    raise LookupError("a frame")


def _way(state: list[int], frame: int) -> tuple[int, ...]:
    """How a thread state leads to the current frame: directly (3.13 on), or by way of another structure."""
    with contextlib.suppress(LookupError):
        return (_offset(state, frame),)
    for index, word in enumerate(state):
        with contextlib.suppress(LookupError):
            return index * _WORD, _offset(_words(word, _BETWEEN_WORDS), frame)
    raise LookupError("the current frame")


def _words(address: int, count: int) -> list[int]:
    """This process's memory from `address` on, as far as it is mapped; a wrong address does no harm."""
    raw = ptrace.read_memory(os.getpid(), address, count * _WORD)
    return [word for (word,) in struct.iter_unpack("=Q", raw[: len(raw) // _WORD * _WORD])]


def _offset(words: Sequence[object], value: object) -> int:
    """Where the value is first, in bytes.

    Raises:
        LookupError: nowhere.
    """
    if value not in words:
        raise LookupError(value)
    return words.index(value) * _WORD
