"""A process of the model: its program, run with the results its operations had, up to the first that has none."""

from __future__ import annotations

import builtins
import os
import signal
from collections.abc import Callable
from types import CodeType, SimpleNamespace
from typing import Any, NamedTuple

EMPTIED = "emptied"
"""What fork returns in a child whose buffer is empty, in a world that does not copy it."""

IGNORE, CALL = "ignore", "call"
"""What is done with a signal."""


class Operation(NamedTuple):
    """What a process is about to do: the name of one of `World`'s ``do_`` methods, and its arguments."""

    name: str
    arguments: tuple[Any, ...] = ()


class Step(NamedTuple):
    """The next operation of a process, and what it has written to stdout before."""

    operation: Operation
    written: str


class Delivered(NamedTuple):
    """In a history: here a signal was delivered, and its handler was called."""

    signal: int


class _Reached(BaseException):
    """The process has come to an operation that has no result yet. Nothing in a program catches it."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation


class Replay:
    """One process. `history` holds the results of its operations, and the signals that came between them."""

    buffers = True
    """Whether what is printed waits in a buffer until it is flushed."""

    exit_flushes = False
    """Whether ``os._exit`` writes what is in the buffer."""

    def __init__(self, history: tuple[Any, ...]) -> None:
        self._results = iter(history)
        self._buffer = ""
        self._written = ""
        self._handlers: dict[int, Callable[[int, None], None]] = {}

    def next_step(self, code: CodeType) -> Step:
        """What the process does next."""
        try:
            try:
                exec(code, *self.namespaces())  # noqa: S102 - a program of our own, which sees nothing but the model
                exit_code = 0
            except SystemExit as leaving:
                exit_code = self.exit_code(leaving.code)
            self._flush()
            self.call("exit", exit_code)
        except _Reached as reached:
            return Step(reached.operation, self._written)
        raise AssertionError("an exit had a result")

    def namespaces(self) -> tuple[dict[str, Any], ...]:
        """What the program can name: globals, and locals where they are others."""
        modules = {
            "os": SimpleNamespace(
                fork=self._fork,
                _exit=self._exit,
                wait=lambda: self.call("wait", -1, False),
                waitpid=lambda pid, options: self.call("wait", pid, options == os.WNOHANG),
                WNOHANG=os.WNOHANG,
                waitstatus_to_exitcode=self.to_exit_code,
                pipe=lambda: self.call("pipe"),
                read=lambda descriptor, size: self.call("read", descriptor, size),
                write=lambda descriptor, data: self._write(descriptor, data.decode()),
                close=lambda descriptor: self.call("close", descriptor),
                getpid=lambda: self.call("getpid"),
                getppid=lambda: self.call("getppid"),
                kill=lambda pid, number: self.call("kill", pid, number),
            ),
            "sys": SimpleNamespace(exit=_leave, stdout=SimpleNamespace(flush=self._flush)),
            "signal": SimpleNamespace(
                signal=self._handle,
                pause=lambda: self.call("pause"),
                SIG_IGN=IGNORE,
                **{name: int(getattr(signal, name)) for name in ("SIGKILL", "SIGTERM", "SIGUSR1", "SIGUSR2")},
            ),
        }
        known = {name: getattr(builtins, name) for name in ("SystemExit", "len", "range")}
        return ({"__builtins__": {**known, "print": self._print, "__import__": lambda name, *_: modules[name]}},)

    def call(self, name: str, *arguments: Any) -> Any:
        """The result of an operation, after the handlers of the signals that came before it.

        Raises:
            _Reached: it has none yet.
        """
        for result in self._results:
            if not isinstance(result, Delivered):
                return result
            self._handlers[result.signal](result.signal, None)
        raise _Reached(Operation(name, arguments))

    def exit_code(self, code: object) -> int:
        """The exit code for the argument of ``sys.exit`` (Python docs, `SystemExit`)."""
        return code if isinstance(code, int) else int(code is not None)

    def to_exit_code(self, status: int) -> int:
        """``os.waitstatus_to_exitcode`` (Python docs)."""
        return os.waitstatus_to_exitcode(status)

    def _fork(self) -> int:
        result = self.call("fork")
        if result is EMPTIED:
            self._buffer = ""
            return 0
        return int(result)

    def _exit(self, code: int) -> None:
        if self.exit_flushes:
            self._flush()
        self.call("exit", code)

    def _handle(self, number: int, handler: Any) -> None:
        if handler != IGNORE:
            self._handlers[number] = handler
        self.call("signal", number, IGNORE if handler == IGNORE else CALL)

    def _print(self, *values: object, end: str = "\n", flush: bool = False) -> None:
        self._buffer += " ".join(map(str, values)) + end
        if flush or not self.buffers:
            self._flush()

    def _flush(self) -> None:
        text, self._buffer = self._buffer, ""
        if text:
            self._write(1, text)

    def _write(self, descriptor: int, text: str) -> int:
        size: int = self.call("write", descriptor, text)
        if descriptor == 1:
            self._written += text
        return size


def _leave(code: object = None) -> None:
    raise SystemExit(code)
