"""`ptrace(2)` over ctypes: one function for each request that the tracer makes. Mechanics only, no policy.

Every call raises OSError; ESRCH (ProcessLookupError) means that the tracee died in the meantime, which SIGKILL can
do to it at any moment.
"""

from __future__ import annotations

import ctypes
import os
from typing import NamedTuple

from demos.worker.kernel import check, libc

EVENT_FORK, EVENT_VFORK, EVENT_CLONE, EVENT_EXEC, EVENT_VFORK_DONE, EVENT_EXIT, EVENT_SECCOMP = range(1, 8)
EVENT_STOP = 128

SYSCALL_STOP = 0x80
"""Added to SIGTRAP in a syscall stop (PTRACE_O_TRACESYSGOOD)."""

_CONT, _SYSCALL, _SEIZE, _LISTEN = 7, 24, 0x4206, 0x4208
_SETREGSET, _GETREGSET = 0x4205, 0x4204
_GETEVENTMSG, _GETSIGINFO, _GET_SYSCALL_INFO = 0x4201, 0x4202, 0x420E

_OPTIONS = (
    0x00000001  # TRACESYSGOOD
    | 0x00000002  # TRACEFORK
    | 0x00000004  # TRACEVFORK
    | 0x00000008  # TRACECLONE
    | 0x00000010  # TRACEEXEC
    | 0x00000040  # TRACEEXIT
    | 0x00000080  # TRACESECCOMP
    | 0x00100000  # EXITKILL
)
_WALL = 0x40000000

_ptrace = libc.ptrace
_ptrace.restype = ctypes.c_long
_ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)

_waitpid = libc.waitpid
_waitpid.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Iovec(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _SyscallInfo(ctypes.Structure):
    """struct ptrace_syscall_info: the union is laid out for its largest member, the seccomp stop."""

    _fields_ = (
        ("op", ctypes.c_uint8),
        ("pad", ctypes.c_uint8 * 3),
        ("arch", ctypes.c_uint32),
        ("instruction_pointer", ctypes.c_uint64),
        ("stack_pointer", ctypes.c_uint64),
        ("number_or_result", ctypes.c_uint64),
        ("arguments", ctypes.c_uint64 * 6),
        ("data", ctypes.c_uint32),
    )


class SyscallEntry(NamedTuple):
    """A system call that is about to begin."""

    number: int
    arguments: tuple[int, ...]


class SignalInfo(NamedTuple):
    """What `sigaction(2)` calls siginfo_t, as far as all signals share it."""

    signal: int
    code: int
    sender: int


_info = _SyscallInfo()
_info_address = ctypes.addressof(_info)
_message = ctypes.c_ulong()
_status = ctypes.c_int()
_siginfo = (ctypes.c_int * 32)()


def _request(request: int, tid: int, address: int | None, data: int | None, name: str) -> int:
    return check(_ptrace(request, tid, address, data), name)


def seize(tid: int) -> None:
    """Attach to a process without stopping it; its future children are attached too."""
    _request(_SEIZE, tid, None, _OPTIONS, "PTRACE_SEIZE")


def cont(tid: int, signal: int = 0) -> None:
    """Let a stopped tracee go on, delivering `signal`."""
    _request(_CONT, tid, None, signal, "PTRACE_CONT")


def cont_to_exit(tid: int, signal: int = 0) -> None:
    """Let a tracee go on, to stop again at the end of the system call that it is in."""
    _request(_SYSCALL, tid, None, signal, "PTRACE_SYSCALL")


def listen(tid: int) -> None:
    """Leave a tracee in its group-stop, but hear when it is continued."""
    _request(_LISTEN, tid, None, None, "PTRACE_LISTEN")


def event_message(tid: int) -> int:
    """The value that belongs to an event: the new task's id, or the wait status of an exit."""
    _request(_GETEVENTMSG, tid, None, ctypes.addressof(_message), "PTRACE_GETEVENTMSG")
    return _message.value


def syscall_entry(tid: int) -> SyscallEntry:
    """The system call that a tracee in a seccomp or entry stop is about to make."""
    _request(_GET_SYSCALL_INFO, tid, ctypes.sizeof(_info), _info_address, "PTRACE_GET_SYSCALL_INFO")
    return SyscallEntry(_info.number_or_result, tuple(_info.arguments))


def syscall_result(tid: int) -> int:
    """The result of the system call that a tracee in an exit stop has made: negative is -errno."""
    _request(_GET_SYSCALL_INFO, tid, ctypes.sizeof(_info), _info_address, "PTRACE_GET_SYSCALL_INFO")
    result: int = _info.number_or_result
    return result - (1 << 64) if result >> 63 else result


def signal_info(tid: int) -> SignalInfo:
    """Who sent the signal that a tracee is stopped for."""
    _request(_GETSIGINFO, tid, None, ctypes.addressof(_siginfo), "PTRACE_GETSIGINFO")
    return SignalInfo(_siginfo[0], _siginfo[2], _siginfo[4])


def wait(tid: int, options: int) -> tuple[int, int] | None:
    """The next (tid, wait status) of a tracee or child, threads included; None when `os.WNOHANG` finds nothing.

    Raises:
        ChildProcessError: there is no tracee and no child.
        InterruptedError: a signal handler ran.
    """
    found = check(_waitpid(tid, ctypes.addressof(_status), options | _WALL), "waitpid")
    return (found, _status.value) if found else None


def read_memory(tid: int, address: int, length: int) -> bytes:
    """Up to `length` bytes of a tracee's memory; shorter where it is not mapped (`process_vm_readv(2)`)."""
    buffer = ctypes.create_string_buffer(length)
    local = _Iovec(ctypes.addressof(buffer), length)
    remote = _Iovec(address, length)
    count = libc.process_vm_readv(tid, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0)
    return buffer.raw[: max(count, 0)]


# --- registers ----------------------------------------------------------------------------------------------

_NT_PRSTATUS = 1
# Where struct user_regs_struct holds the third argument of a system call, in 8-byte words.
_THIRD_ARGUMENT = {"x86_64": 12, "aarch64": 2}
_registers = (ctypes.c_uint64 * 64)()


def set_third_argument(tid: int, value: int) -> None:
    """Change the third argument of the system call that a tracee is about to make."""
    vector = _Iovec(ctypes.addressof(_registers), ctypes.sizeof(_registers))
    _request(_GETREGSET, tid, _NT_PRSTATUS, ctypes.addressof(vector), "PTRACE_GETREGSET")
    _registers[_THIRD_ARGUMENT[os.uname().machine]] = value
    _request(_SETREGSET, tid, _NT_PRSTATUS, ctypes.addressof(vector), "PTRACE_SETREGSET")
