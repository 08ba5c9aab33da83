"""Who asks the same again and again, and would get the same answer for ever.

A program may poll without end: ``while os.waitpid(pid, os.WNOHANG) == (0, 0): pass``. If a task has come round to a
question with all its memory as it was, and has done nothing in between but ask, then it will come round again, and
again, until somebody else changes what it asks about. To let it go on is pointless until then.
"""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass, field

from demos.reduction import conflict
from demos.worker import ptrace
from demos.worker.lines import LineReader
from demos.worker.processes import Task
from demos.worker.steering import POLLS

_FIRST, _OFTEN, _SELDOM = 3, 12, 64
"""Rounds before memory is compared, how many are compared one by one, and how many lie between two from then on."""

MOST_ROUNDS = 100
"""Of asking the same and getting the same: whoever is not back where it was by then counts its rounds, say."""

MOST_SLEEPS = 1000
"""In a row, with nothing else in between."""

_MOST_COMPARED_BYTES = 64 * 1024 * 1024

_ONLY_ASK = frozenset(
    """
    access faccessat faccessat2 fstat fstatfs getpgid getpgrp getppid getpriority getsid lstat newfstatat readlink
    readlinkat rt_sigpending sched_getaffinity sched_yield stat statfs statx
    """.split()
)
_NOT_NOW = frozenset({"read", "readv", "write", "writev", "flock", "fcntl", "rt_sigtimedwait", "open", "openat"})

ASKING = _ONLY_ASK | _NOT_NOW | POLLS.keys() | {"wait4", "waitid", "kill"}
"""Calls whose results tell whether they have done anything."""

_Question = tuple[str, tuple[int, ...]]


def is_question(name: str, arguments: tuple[int, ...], result: int) -> bool:
    """Whether the call changed nothing, and so may be made for ever."""
    if name in _ONLY_ASK or (name in POLLS and result == 0):
        return True
    if name == "kill":
        return arguments[1] == 0
    if name == "wait4":
        return bool(arguments[2] & os.WNOHANG) and result <= 0
    if name == "waitid":
        return bool(arguments[3] & os.WNOHANG)  # Did it reap, that is seen as a change of the accesses.
    return name in _NOT_NOW and -result in (errno.EAGAIN, errno.EACCES, errno.ENOENT, errno.EEXIST, errno.ENXIO)


@dataclass(eq=False, slots=True)
class _Round:
    """What a task has asked since it last did anything else."""

    answers: dict[_Question, int] = field(default_factory=dict)
    rounds: dict[_Question, int] = field(default_factory=dict)
    memory: dict[_Question, bytes] = field(default_factory=dict)
    accesses: set[str] = field(default_factory=set)
    pointless: bool = False


class Fixpoints:
    """Watches the questions of all tasks."""

    def __init__(self, lines: LineReader) -> None:
        self._lines = lines
        self._asking: dict[Task, _Round] = {}
        self.undecided = False
        """Whether somebody has asked the same too often to say that it will for ever, or that it will not."""

    def arrived(self, task: Task, name: str, arguments: tuple[int, ...]) -> None:
        """The task is about to make a call: is it where it was a round ago?"""
        asking, question = self._asking.get(task), (name, arguments)
        if asking is None or asking.pointless or not _compare_now(asking.rounds.get(question, 0)):
            return
        memory = _memory_of(task, self._lines.instructions(task))
        asking.pointless = memory == asking.memory.get(question)
        asking.memory[question] = memory

    def asked(self, task: Task, name: str, arguments: tuple[int, ...], result: int, accesses: list[str]) -> None:
        """The task has made a call that was a question (`is_question`)."""
        asking, question = self._asking.get(task), (name, arguments)
        if asking is None or asking.answers.get(question, result) != result:
            asking = self._asking[task] = _Round()
        asking.answers[question] = result
        asking.rounds[question] = asking.rounds.get(question, 0) + 1
        asking.accesses.update(accesses)
        if asking.rounds[question] > (MOST_ROUNDS if asking.accesses else MOST_SLEEPS):
            self.undecided = True

    def acted(self, task: Task) -> None:
        """The task has done something else than to ask, or is no more."""
        self._asking.pop(task, None)

    def others_acted(self, task: Task | None, accesses: tuple[str, ...]) -> None:
        """Somebody has done something: `task`, or a timer or signal. It may answer what the others ask."""
        for other, asking in list(self._asking.items()):
            if other is not task and conflict(tuple(asking.accesses), accesses):
                del self._asking[other]

    def is_pointless(self, task: Task) -> bool:
        """Whether the call that the task is about to make leads it round for ever."""
        return task in self._asking and self._asking[task].pointless

    @property
    def anybody(self) -> bool:
        """Whether somebody would ask for ever."""
        return any(asking.pointless for asking in self._asking.values())


def _compare_now(rounds: int) -> bool:
    return _FIRST <= rounds <= _OFTEN or rounds % _SELDOM == 0


def _memory_of(task: Task, but: list[tuple[int, int]]) -> bytes:
    """A digest of the registers and of all memory that the task's process can write to, but for those areas."""
    digest = hashlib.blake2b(ptrace.Registers(task.tid).words, digest_size=16)
    left = _MOST_COMPARED_BYTES
    try:
        with open(f"/proc/{task.tid}/maps", encoding="utf-8", errors="replace") as maps:  # noqa: PTH123
            areas = [line.split(maxsplit=2)[:2] for line in maps]
    except OSError:
        return os.urandom(16)
    for area, rights in areas:
        if rights.startswith("rw"):
            start, end = (int(part, 16) for part in area.split("-"))
            digest.update(_without(ptrace.read_memory(task.tid, start, min(end - start, left)), start, but))
            left -= min(end - start, left)
    return digest.digest()


def _without(content: bytes, start: int, but: list[tuple[int, int]]) -> bytes:
    """The content of the memory from `start` on, with zeros in those areas."""
    for address, size in but:
        if start <= address < start + len(content):
            content = content[: address - start] + bytes(size) + content[address - start + size :]
    return content
