"""The system call filter (`seccomp(2)`), assembled as classic BPF: allow, trace, refuse, or "does not exist".

Assembled here rather than by libseccomp because the raw program loads in microseconds, where the library's own
assembly would cost more than the whole run of a teaching program.
"""

from __future__ import annotations

import ctypes
import errno
import signal
import struct

from demos.worker import kernel, syscalls

_ALLOW = 0x7FFF0000
_TRACE = 0x7FF00000
_ERRNO = 0x00050000
_KILL_PROCESS = 0x80000000

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# Offsets into struct seccomp_data; of a 64-bit argument the low half (both architectures are little-endian).
_NR, _ARCH, _ARGUMENT_0, _ARGUMENT_1, _ARGUMENT_2, _ARGUMENT_3 = 0, 4, 16, 24, 32, 40

_LOAD, _RETURN = 0x20, 0x06
_JUMP, _JUMP_EQUAL, _JUMP_GREATER, _JUMP_GREATER_EQUAL, _JUMP_ANY_BIT = 0x05, 0x15, 0x25, 0x35, 0x45
_LONGEST_BRANCH = 255

_AF_UNIX = 1
_MAP_SHARED = 1
_MAP_HUGETLB = 0x40000
_F_SETPIPE_SZ, _F_SETLEASE, _F_NOTIFY = 1031, 1024, 1026
_USUAL_PIPE_BYTES = 64 * 1024
_SOL_SOCKET = 1
_BUFFER_SIZES = (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF, and both with FORCE

LOCK_COMMANDS = (6, 7, 37, 38)
"""Of fcntl: F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW."""

_OPEN_FILE_COMMANDS = (4, 8, 10, 15)  # F_SETFL, F_SETOWN, F_SETSIG, F_SETOWN_EX: whoever shares it notices.
_OPEN_FILE_REQUESTS = (0x541B, 0x5421, 0x5452)  # Of ioctl: FIONREAD, FIONBIO, FIOASYNC.
_FORBIDDEN_CLONE_FLAGS = (
    kernel.CLONE_UNTRACED
    | kernel.CLONE_NEWNS
    | kernel.CLONE_NEWCGROUP
    | kernel.CLONE_NEWUTS
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWTIME
)

_Instruction = tuple[int, int, int, int]


def _load(offset: int) -> _Instruction:
    return (_LOAD, 0, 0, offset)


def _return(action: int) -> _Instruction:
    return (_RETURN, 0, 0, action)


def _when(test: int, value: int, then: list[_Instruction]) -> list[_Instruction]:
    """`then`, run only when `test` holds for the loaded word and `value`; it ends in a return."""
    return [(test, 0, len(then), value), *then]


def _by_argument(test: int, values: tuple[int, ...], action: int, otherwise: int) -> list[_Instruction]:
    """Decide by the first argument: `action` when `test` holds for one of `values`."""
    return [_load(_ARGUMENT_0), *_by_word(test, values, action, otherwise)]


def _by_word(test: int, values: tuple[int, ...], action: int, otherwise: int | None = None) -> list[_Instruction]:
    """Decide by the loaded word; without `otherwise`, go on with what follows."""
    body: list[_Instruction] = []
    for value in values:
        body += _when(test, value, [_return(action)])
    return body if otherwise is None else [*body, _return(otherwise)]


NATURAL, CONTROLLED, EXPLORED = MODES = ("natural", "controlled", "explored")
"""What the tracer has to see: what happens, what order and clock depend on, or all that others could notice."""

_SEEN = {
    NATURAL: syscalls.TRACED,
    CONTROLLED: syscalls.TRACED | syscalls.CONTROLLED,
    EXPLORED: syscalls.TRACED | syscalls.EXPLORED,
}


def program(mode: str) -> bytes:
    """The filter for this machine's architecture, as an array of struct sock_filter.

    Raises:
        OSError: the architecture is not known, so that nothing may run.
    """
    if syscalls.ARCHITECTURE not in _AUDIT_ARCH:
        raise OSError(errno.ENOSYS, f"no system call table for {syscalls.ARCHITECTURE}")
    refuse = _ERRNO | errno.EPERM
    larger_pipe = [_load(_ARGUMENT_2), *_by_word(_JUMP_GREATER, (_USUAL_PIPE_BYTES,), refuse, _ALLOW)]
    buffer_size = [_load(_ARGUMENT_2), *_by_word(_JUMP_EQUAL, _BUFFER_SIZES, refuse, _ALLOW)]
    special = {
        "clone": _by_argument(_JUMP_ANY_BIT, (_FORBIDDEN_CLONE_FLAGS,), refuse, _TRACE),
        "socket": _by_argument(_JUMP_EQUAL, (_AF_UNIX,), _TRACE, refuse),
        "mmap": [
            _load(_ARGUMENT_3),
            *_when(_JUMP_ANY_BIT, _MAP_HUGETLB, [_return(_ERRNO | errno.ENOMEM)]),  # The host's reserve.
            *_by_word(_JUMP_ANY_BIT, (_MAP_SHARED,), _TRACE, _ALLOW),
        ],
        "fcntl": [
            _load(_ARGUMENT_1),
            *_by_word(_JUMP_EQUAL, LOCK_COMMANDS, _TRACE),
            *_by_word(_JUMP_EQUAL, (_F_SETLEASE, _F_NOTIFY), refuse),
            *_when(_JUMP_EQUAL, _F_SETPIPE_SZ, larger_pipe),
            _return(_ALLOW),
        ],
        "setsockopt": [_load(_ARGUMENT_1), *_when(_JUMP_EQUAL, _SOL_SOCKET, buffer_size), _return(_ALLOW)],
        "rt_sigaction": _by_argument(_JUMP_EQUAL, (signal.SIGCHLD,), _TRACE, _ALLOW),
        "prctl": [
            _load(_ARGUMENT_0),
            *_when(_JUMP_EQUAL, kernel.PR_SET_DUMPABLE, [_return(refuse)]),  # The tracer could not look any more.
            *_by_word(_JUMP_EQUAL, (kernel.PR_SET_CHILD_SUBREAPER, kernel.PR_SET_NAME), _TRACE, _ALLOW),
        ],
    }
    if mode == EXPLORED:
        del special["rt_sigaction"]
        for name, words in (("fcntl", _OPEN_FILE_COMMANDS), ("prctl", (kernel.PR_SET_PDEATHSIG,))):
            special[name] = [special[name][0], *_by_word(_JUMP_EQUAL, words, _TRACE), *special[name][1:]]
        special["ioctl"] = [_load(_ARGUMENT_1), *_by_word(_JUMP_EQUAL, _OPEN_FILE_REQUESTS, _TRACE, _ALLOW)]
    decisions: dict[int, list[_Instruction]] = {}
    for names, action in (
        (syscalls.REFUSED, refuse),
        (syscalls.ALLOWED, _ALLOW),
        (_SEEN[mode] | syscalls.COUNTED, _TRACE),
    ):
        for name in names & syscalls.NUMBERS.keys():
            decisions[syscalls.NUMBERS[name]] = special.get(name) or [_return(action)]
    return _assembled(decisions)


_NEEDED_TO_REAP = ("read", "write", "prctl", "close_range", "exit_group", "rt_sigreturn", "mmap", "munmap", "brk")


def reaping() -> bytes:
    """The filter of a run's init, which waits for its tracer, then for its children, and does nothing else."""
    decisions = {syscalls.NUMBERS[name]: [_return(_ALLOW)] for name in _NEEDED_TO_REAP}
    return _assembled({**decisions, syscalls.NUMBERS["wait4"]: [_return(_TRACE)]})


def _assembled(decisions: dict[int, list[_Instruction]]) -> bytes:
    code = [
        _load(_ARCH),
        (_JUMP_EQUAL, 1, 0, _AUDIT_ARCH[syscalls.ARCHITECTURE]),
        _return(_KILL_PROCESS),
        _load(_NR),
        *_search(_ranges(decisions, [_return(_ERRNO | errno.ENOSYS)])),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


_Range = tuple[int, list[_Instruction]]


def _ranges(decisions: dict[int, list[_Instruction]], otherwise: list[_Instruction]) -> list[_Range]:
    """Where each range of numbers with the same decision begins, from 0 on; what is in none has `otherwise`."""
    ranges: list[_Range] = []
    for number in range(max(decisions) + 2):
        decision = decisions.get(number, otherwise)
        if not ranges or ranges[-1][1] != decision:
            ranges.append((number, decision))
    return ranges


def _search(ranges: list[_Range]) -> list[_Instruction]:
    """Find the range of the loaded number by halves.

    For each filter the kernel runs every number that there is through it, to know those that are always allowed.
    """
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    below, above = _search(ranges[:middle]), _search(ranges[middle:])
    first = ranges[middle][0]
    if len(below) <= _LONGEST_BRANCH:
        return [(_JUMP_GREATER_EQUAL, len(below), 0, first), *below, *above]
    return [(_JUMP_GREATER_EQUAL, 0, 1, first), (_JUMP, 0, 0, len(below)), *below, *above]


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2


def install(code: bytes) -> None:
    """Put this process and all its future children under the filter `code`, for good.

    Needs no_new_privs. A traced call fails with ENOSYS until a tracer is attached.
    """
    description = _Filter(len(code) // 8, code)
    kernel.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(description))
