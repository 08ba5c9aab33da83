"""Each event, state and ending of a Recording as a short sentence, in the reader's language.

The sentences are shown in a terminal, in chat and in pictures. They are one line without control or bidi
characters, but may quote what the program wrote: escape them for a place that knows markup.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from typing import get_args

from demos.language import DEFAULT, Texts
from demos.printable import on_one_line
from demos.recording import (
    Blocked,
    Bound,
    Call,
    CompilerBound,
    Continue,
    Ending,
    Error,
    Event,
    Exec,
    Exit,
    Fork,
    Kill,
    Reap,
    Reparent,
    Signal,
    Sleep,
    Start,
    State,
    Stop,
    Wait,
    Wake,
    Write,
    Zombie,
)

QUOTE_WIDTH = 80
"""Characters of a program's own text (output, a path) that a sentence quotes at most."""

DEADLOCKED = 6
"""Processes of a deadlock that are usually told of."""

WAITS_FOR_CHILD = frozenset({"wait", "wait3", "wait4", "waitid", "waitpid"})
SLEEPS = frozenset({"sleep", "nanosleep", "clock_nanosleep"})
FORKS = frozenset({"fork", "vfork", "clone", "clone3"})
_NUMBER = re.compile(r"\d+(\.\d+)?")
_DOING = re.compile(r"(?P<call>\w+)\((?P<argument>[^)]*)\)")
_EXPLAINED_ERRORS = frozenset({"ECHILD", "EINTR", "EPERM", "ESRCH"})


def signal_name(number: int) -> str:
    """``SIGKILL`` for 9; real-time signals as ``SIGRTMIN+2``; what has no name as ``signal 99``."""
    if signal.SIGRTMIN < number < signal.SIGRTMAX:
        return f"SIGRTMIN+{number - signal.SIGRTMIN}"
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


class Narrator:
    """Says in one language what is in a Recording. An unknown language code falls back to English."""

    def __init__(self, language_code: str = DEFAULT) -> None:
        self._texts = Texts("events", language_code)
        self._lines = Texts("lines", language_code)
        self.language = self._texts.language

    def sentence(self, event: Event) -> str:
        """What happened, in a sentence or two: ``PID 3 exits with 7.``"""
        key, values = _message(event)
        return self._texts.text(f"event-{key}", pid=str(event.pid), **values)

    def line(self, event: Event) -> str:
        """What happened, for a timeline whose columns name the time and the process: ``exits with 7``."""
        key, values = _message(event)
        return self._lines.text(f"line-{key}", **values)

    def state(self, state: State) -> str:
        """A process state in a word or two: ``zombie``."""
        return self._texts.text(f"state-{state}")

    def doing(self, doing: str, *, short: bool = False) -> str:
        """`Process.doing` in words: ``wait4(-1)`` is ``waiting for any child``. What is unknown stays as it is.

        `short` for a narrow table that has the state beside it: ``waits for any``.
        """
        match = _DOING.fullmatch(doing)
        if match is None:
            return on_one_line(doing, QUOTE_WIDTH)
        say = self._lines.text if short else self._texts.text
        call, argument = match["call"], match["argument"]
        if call in WAITS_FOR_CHILD and re.fullmatch(r"-?\d+", argument):
            whom, values = _whom(int(argument))
            return say(f"doing-wait-{whom}", **values)
        if call in SLEEPS and _NUMBER.fullmatch(argument):
            return say("doing-sleep", seconds=_seconds(float(argument)))
        if call in {"read", "write"} and argument:
            return say(f"doing-{call}", descriptor=on_one_line(argument, QUOTE_WIDTH))
        if call == "pause":
            return say("doing-pause")
        return on_one_line(doing, QUOTE_WIDTH)

    def ending(self, ending: Ending, bound: Bound | None = None, *, deadlocked: bool = False) -> str:
        """How the first process ended and, where a bound ended the run, which: `Recording.ending`, `.bound`.

        `deadlocked`: nobody could go on then (`Recording.deadlock`).
        """
        if ending.kind in get_args(Bound):
            return self._texts.text(f"bound-{ending.kind}")
        values = {} if ending.signal is None else {"signal": signal_name(ending.signal)}
        sentence = self._texts.text(f"ending-{ending.kind}", code=str(ending.code), **values)
        if deadlocked and ending.kind != "deadlock":
            return self._texts.text("ending-then-deadlock", ending=sentence)
        if bound is None:
            return sentence
        return self._texts.text("ending-then-bound", ending=sentence, bound=self._texts.text(f"bound-{bound}"))

    def not_compiled(self, bound: CompilerBound | None = None) -> str:
        """That a program does not compile (`demos.errors.NotCompiled`), and which bound was in the way."""
        return self._texts.text(f"not-compiled-{bound}" if bound else "not-compiled")

    def deadlock(self, blocked: Sequence[Blocked], most: int = DEADLOCKED) -> list[str]:
        """Who waits for whom, and why in vain, when nobody could go on: `Recording.deadlock`.

        A sentence for each process, but for no more than `most`; then another says how many more there are.
        """
        sentences = list(dict.fromkeys(map(self._blocked, blocked)))  # threads of a process may wait alike
        left_out = len(sentences[most:])
        return [*sentences[:most], *([self._texts.text("blocked-more", count=left_out)] if left_out else [])]

    def _blocked(self, blocked: Blocked) -> str:
        say, pid = self._texts.text, str(blocked.pid)
        others = self._texts.text("list-separator").join(
            say("pid-itself" if other == blocked.pid else "pid", pid=str(other)) for other in blocked.waits_for
        )
        match = _DOING.fullmatch(blocked.doing)
        call = match["call"] if match else on_one_line(blocked.doing, QUOTE_WIDTH)
        argument = match["argument"] if match else ""
        if call in WAITS_FOR_CHILD and others:
            return say("blocked-wait", pid=pid, others=others)
        if call in {"read", "write"} and argument:
            key = f"blocked-{call}-held" if others else f"blocked-{call}"
            return say(key, pid=pid, descriptor=on_one_line(argument, QUOTE_WIDTH), others=others)
        if call == "pause":
            return say("blocked-pause", pid=pid)
        return say("blocked-call", pid=pid, call=call) if call else say("blocked", pid=pid)


def _message(event: Event) -> tuple[str, dict[str, str | int]]:
    """The message and its values for an event; all but `pid`, which every one has."""
    match event:
        case Start(name=name):
            return "start", {"name": _quoted(name)}
        case Fork(child=child, call=call):
            return "fork" if call in {"fork", "vfork"} else "clone", {"child": str(child), "call": call}
        case Exec(path=path):
            return "exec", {"path": _quoted(path)}
        case Call():
            return _call(event)
        case Write(stream=stream, text=text, size=size):
            if not size:
                return "write-nothing", {"stream": stream}
            shortened = "…" if len(text.encode(errors="surrogateescape")) < size else ""
            return "write", {"stream": stream, "text": _quoted(text.removesuffix("\n") + shortened)}
        case Wait():
            return _wait(event)
        case Sleep(seconds=None, call=call):
            return "sleep-for-ever", {"call": call}
        case Sleep(seconds=float() | int() as seconds):
            return "sleep", {"seconds": _seconds(seconds)}
        case Wake(call=call):
            return "wake-sleep" if call in SLEEPS else "wake", {"call": call}
        case Exit(code=code, signal=None):
            return "exit", {"code": str(code)}
        case Exit(signal=int() as number):
            return "exit-signal", {"signal": signal_name(number)}
        case Zombie(parent=parent):
            return "zombie", {"parent": str(parent)}
        case Reap(child=child, auto=True):
            return "reap-auto", {"child": str(child)}
        case Reap(child=child, code=code, signal=None):
            return "reap", {"child": str(child), "code": str(code)}
        case Reap(child=child, signal=int() as number):
            return "reap-signal", {"child": str(child), "signal": signal_name(number)}
        case Reparent(old=old, new=new):
            return "reparent", {"old": str(old), "new": str(new)}
        case Signal(signal=number, sender=0, action=action):
            return f"signal-kernel-{action}", {"signal": signal_name(number)}
        case Signal(signal=number, sender=sender, action=action):
            return f"signal-{action}", {"signal": signal_name(number), "sender": str(sender)}
        case Stop(signal=number):
            return "stop", {"signal": signal_name(number)}
        case Continue():
            return "continue", {}
        case Kill():
            return _kill(event)
        case Error(call=call, errno=errno):
            key = "clone-EAGAIN" if call in FORKS and errno == "EAGAIN" else errno
            known = key == "clone-EAGAIN" or errno in _EXPLAINED_ERRORS
            return f"error-{key}" if known else "error", {"call": call, "errno": errno}
    raise TypeError(f"not an event: {event!r}")


def _call(event: Call) -> tuple[str, dict[str, str | int]]:
    if event.call in {"getpid", "getppid"}:
        return event.call, {"result": str(event.result)}
    if event.call in WAITS_FOR_CHILD and event.result == 0:
        return "wait-nothing", {"call": event.call}
    return "call", {"call": event.call, "result": str(event.result)}


def _wait(event: Wait) -> tuple[str, dict[str, str | int]]:
    if event.call not in WAITS_FOR_CHILD:
        if event.call in {"read", "write"} and event.target is not None:
            return f"wait-{event.call}", {"descriptor": str(event.target)}
        return "wait-call", {"call": event.call}
    whom, values = ("child", {}) if event.target is None else _whom(event.target)
    return f"{'poll' if 'WNOHANG' in event.options else 'wait'}-{whom}", {"call": event.call, **values}


def _whom(target: int) -> tuple[str, dict[str, str]]:
    """Whom the pid argument of `waitpid(2)` or `kill(2)` means."""
    if target == -1:
        return "any", {}
    if target == 0:
        return "own-group", {}
    return ("group", {"target": str(-target)}) if target < 0 else ("one", {"target": str(target)})


def _kill(event: Kill) -> tuple[str, dict[str, str | int]]:
    whom, values = _whom(event.target)
    if event.signal == 0:
        return f"probe-{whom}", {**values}
    return f"kill-{whom}", {"signal": signal_name(event.signal), **values}


def _seconds(seconds: float) -> str:
    """As it was meant: Python sleeps until a point in time, so for `sleep(1)` the kernel is asked for 0.9998 s."""
    return f"{round(seconds, 2):g}" if seconds >= 0.1 else f"{seconds:.2g}"


def _quoted(text: str) -> str:
    return on_one_line(text, QUOTE_WIDTH)
