"""How the tracer changes the course of a system call of a stopped task: by its registers, never by its program.

A call can be answered instead of made, called off so that a signal comes first, freed of its timeout, or told that
its time is up. What the kernel would do with the registers is in `seccomp(2)` and, for the restart of calls, in
`signal(7)`.
"""

from __future__ import annotations

import errno

from demos.worker import ptrace, syscalls
from demos.worker.ptrace import Registers

RESTART_ALWAYS, RESTART_NO_HANDLER, RESTART_SYS = 513, 514, 512
"""ERESTARTNOINTR: begin the call anew; ERESTARTNOHAND: unless a handler ran; ERESTARTSYS: see SA_RESTART."""

INTERRUPTED = errno.EINTR
"""The program itself begins the call anew, if it wants to."""

SLEEPS = frozenset({"nanosleep", "clock_nanosleep"})
POLLS = {"poll": 2, "ppoll": 2, "select": 4, "pselect6": 4, "epoll_wait": 3, "epoll_pwait": 3, "epoll_pwait2": 3}
"""The calls that wait for descriptors, with the index of their timeout."""

EXPIRED = {**dict.fromkeys(SLEEPS, 0), "rt_sigtimedwait": -errno.EAGAIN}
"""The calls that are over when their time is up, with what they return then."""

RESTARTED_WITHOUT_HANDLER = SLEEPS | POLLS.keys() | {"pause", "rt_sigsuspend", "rt_sigtimedwait"}
"""The calls that a signal interrupts if it has a handler, whatever SA_RESTART says (`signal(7)`)."""

RETRIED = POLLS.keys() | frozenset(
    "flock fstat lstat newfstatat open openat read readv rt_sigtimedwait stat wait4 waitid write writev".split()
)
"""The calls that Python makes again when they were interrupted, after the handlers have run (PEP 475)."""

_MILLISECOND_POLLS = frozenset({"poll", "epoll_wait", "epoll_pwait"})
_TIMEOUTS = {"futex": (3, errno.ETIMEDOUT)}
_SCRATCH_BELOW_STACK = 512


def answer(tid: int, result: int) -> None:
    """At its begin: the call returns `result`, and the kernel never sees it."""
    registers = Registers(tid)
    registers.set_number(-1)
    registers.set_result(result)
    registers.store()


def call_off(tid: int) -> None:
    """At its begin: the kernel does nothing; `restart` follows at its end."""
    registers = Registers(tid)
    registers.set_number(-1)
    registers.store()


def restart(tid: int, number: int, code: int) -> None:
    """At its end: the call `number` is to begin anew, or be interrupted, as the restart code says."""
    registers = Registers(tid)
    registers.set_result(-code)
    registers.set_number(number)
    registers.store()


def with_argument(tid: int, index: int, value: int) -> None:
    """At its begin: the kernel is to see another argument (0 to 5)."""
    registers = Registers(tid)
    registers.set_argument(index, value)
    registers.store()


def close_all(tid: int) -> None:
    """At its begin: instead of the call, the task closes all of its descriptors (`close_range(2)`)."""
    registers = Registers(tid)
    registers.set_number(syscalls.NUMBERS["close_range"])
    for index, value in enumerate((0, 0xFFFFFFFF, 0)):
        registers.set_argument(index, value)
    registers.store()


def again(tid: int, number: int, arguments: tuple[int, ...]) -> None:
    """At the end of another call: the task makes this one when it goes on."""
    registers = Registers(tid)
    registers.rewind(number, arguments)
    registers.store()


def without_timeout(tid: int, name: str) -> None:
    """At its begin: the kernel is to wait for ever; the run's own clock decides when the time is up."""
    with_argument(tid, _TIMEOUTS[name][0], 0)


def timed_out(tid: int, name: str) -> None:
    """At the end of a call that had to be interrupted: its time was up."""
    registers = Registers(tid)
    registers.set_result(-_TIMEOUTS[name][1])
    registers.store()


def without_waiting(tid: int, name: str) -> None:
    """At its begin: a poll is to look once and return."""
    registers = Registers(tid)
    if name in _MILLISECOND_POLLS:
        registers.set_argument(POLLS[name], 0)
    else:
        scratch = registers.stack - _SCRATCH_BELOW_STACK
        ptrace.write_memory(tid, scratch, bytes(16))
        registers.set_argument(POLLS[name], scratch)
    registers.store()
