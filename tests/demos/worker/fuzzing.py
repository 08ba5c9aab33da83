"""Random programs for the fuzz test: processes and threads that make system calls with arguments from a pool.

A program is a plan, a nested list of steps, and the interpreter for it (`PRELUDE`), which runs in the sandbox.
Values that only exist there, such as addresses and PIDs, stand in the plan by name.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from demos.worker.syscalls import NUMBERS

PRELUDE = """\
import ctypes, mmap, os, random, signal, sys, threading
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
area = mmap.mmap(-1, 16384)
page = ctypes.addressof(ctypes.c_char.from_buffer(area)) + 4096
shared = mmap.mmap(-1, 4096)
ends = os.pipe()
values = {
    "page": page, "edge": page + 4093, "zero": 0, "code": ctypes.cast(libc.getpid, ctypes.c_void_p).value,
    "shared": ctypes.addressof(ctypes.c_char.from_buffer(shared)), "from": ends[0], "to": ends[1],
    "self": os.getpid(), "parent": os.getppid(), "child": 0, "group": -os.getpid(),
}
def argument(value):
    return ctypes.c_long(values[value] if isinstance(value, str) else value)
def act(steps):
    for kind, *details in steps:
        if kind == "call":
            number, arguments = details
            libc.syscall(ctypes.c_long(number), *map(argument, arguments))
        elif kind == "fill":
            area[4096:4096 + len(details[0])] = details[0]
        elif kind == "handle":
            try:
                signal.signal(details[0], lambda *_: act(details[1]))
            except (OSError, ValueError):
                pass
        elif kind == "ring":
            signal.setitimer(details[0], details[1], details[2])
        elif kind == "thread":
            try:
                threading.Thread(target=act, args=(details[0],), daemon=True).start()
            except RuntimeError:
                pass
        elif kind == "exec":
            os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", "import os; os.getpid()"])
        elif kind == "fork":
            try:
                child = os.fork()
            except OSError:
                continue
            if child == 0:
                values["self"], values["parent"] = os.getpid(), os.getppid()
                try:
                    act(details[0])
                finally:
                    os._exit(details[1])
            values["child"] = child
"""

_LIFE = (
    *(
        "clone",
        "fork",
        "vfork",
        "wait4",
        "waitid",
        "exit",
        "exit_group",
        "execve",
        "kill",
        "tkill",
        "tgkill",
        "prctl",
    ),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigpending", "rt_sigsuspend", "rt_sigtimedwait", "rt_sigqueueinfo"),
    *("rt_sigreturn", "sigaltstack", "setpgid", "setsid", "ptrace", "pause", "alarm", "setitimer", "nanosleep"),
    *("futex", "poll", "select", "read", "write", "close", "dup2", "dup3", "pipe2", "fcntl", "splice", "sendfile"),
    *("sched_yield", "set_tid_address", "set_robust_list", "restart_syscall", "clock_nanosleep", "pidfd_open"),
    *("pidfd_send_signal", "mmap", "munmap", "mprotect", "timer_create", "timer_settime", "signalfd4", "writev"),
)
_LIFE_NUMBERS = sorted(NUMBERS[name] for name in _LIFE if name in NUMBERS)
_CLONE_FLAGS = (
    0x100,
    0x200,
    0x400,
    0x800,
    0x2000,
    0x4000,
    0x8000,
    0x10000,
    0x80000,
    0x800000,
    0x1000000,
    0x20000000,
)

numbers = (
    st.sampled_from(_LIFE_NUMBERS)
    | st.sampled_from(sorted(NUMBERS.values()))
    | st.integers(0, 600)
    | st.integers(0, 600).map(lambda number: number | 0x40000000)
    | st.sampled_from((-1, 2**31, 2**63 - 1))
)
clone_flags = st.builds(
    lambda flags, sent: sum(flags) | sent, st.sets(st.sampled_from(_CLONE_FLAGS)), st.sampled_from((0, 17, 10, 64))
)
arguments = (
    st.sampled_from(
        (*("page", "edge", "zero", "code", "shared", "from", "to"), *("self", "parent", "child", "group"))
    )
    | st.integers(-2, 9)
    | st.sampled_from((10, 17, 19, 33, 64, 255, 4096, 65536, 2**20, 2**31 - 1, 2**31, 2**32, 2**63 - 1, -(2**63)))
    | clone_flags
)
signals = st.integers(1, 64)
seconds = st.sampled_from((0.0, 1e-6, 0.001, 0.02))


def _simple() -> st.SearchStrategy[tuple[Any, ...]]:
    calls = st.tuples(st.just("call"), numbers, st.lists(arguments, max_size=6))
    sent = st.tuples(
        st.just("call"),
        st.just(NUMBERS["kill"]),
        st.tuples(st.sampled_from(("self", "parent", "child", "group", 0, -1, 1)), signals),
    )
    made = st.tuples(st.just("call"), st.just(NUMBERS["clone"]), st.tuples(clone_flags, st.just(0)))
    waits = st.tuples(
        st.just("call"),
        st.just(NUMBERS["wait4"]),
        st.tuples(
            st.sampled_from((-1, 0, "child", 1)),
            st.just("page"),
            st.sampled_from((0, 1, 3, 11, 0x40000001)),
            st.just(0),
        ),
    )
    fills = st.tuples(st.just("fill"), st.binary(max_size=64))
    rings = st.tuples(st.just("ring"), st.integers(0, 2), seconds, seconds)
    return st.one_of(calls, calls, sent, made, waits, fills, rings, st.just(("exec",)))


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    steps = st.lists(inner, max_size=6)
    return st.one_of(
        st.tuples(st.just("fork"), steps, st.integers(0, 255)),
        st.tuples(st.just("thread"), steps),
        st.tuples(st.just("handle"), signals, steps),
    )


plans = st.lists(st.recursive(_simple(), _nested, max_leaves=10), min_size=1, max_size=8)


def program(plan: list[Any]) -> str:
    """The source of the program that carries out `plan`."""
    return f"{PRELUDE}act({plan!r})\n"
