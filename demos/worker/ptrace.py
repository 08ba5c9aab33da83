"""`ptrace(2)` over ctypes: one function for each request that the tracer makes. Mechanics only, no policy.

Every call raises OSError; ESRCH (ProcessLookupError) means that the tracee died in the meantime, which SIGKILL can
do to it at any moment.
"""

from __future__ import annotations

import ctypes
import errno
import os
from typing import NamedTuple

from demos.worker.kernel import check, libc

EVENT_FORK, EVENT_VFORK, EVENT_CLONE, EVENT_EXEC, EVENT_VFORK_DONE, EVENT_EXIT, EVENT_SECCOMP = range(1, 8)
EVENT_STOP = 128

SYSCALL_STOP = 0x80
"""Added to SIGTRAP in a syscall stop (PTRACE_O_TRACESYSGOOD)."""

_CONT, _DETACH, _SYSCALL, _SEIZE, _INTERRUPT, _LISTEN = 7, 17, 24, 0x4206, 0x4207, 0x4208
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
_buffer = ctypes.create_string_buffer(4096)
_local, _remote = _Iovec(), _Iovec()
_local_reference, _remote_reference = ctypes.byref(_local), ctypes.byref(_remote)


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
    try:
        _request(_LISTEN, tid, None, None, "PTRACE_LISTEN")
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        raise ProcessLookupError(tid) from None  # SIGKILL took it on, to the stop at its exit.


def interrupt(tid: int) -> None:
    """Stop a running tracee (EVENT_STOP); a call it sleeps in ends with ERESTART first."""
    _request(_INTERRUPT, tid, None, None, "PTRACE_INTERRUPT")


def detach(tid: int) -> None:
    """Let a stopped tracee go, for good."""
    _request(_DETACH, tid, None, None, "PTRACE_DETACH")


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
    buffer = _buffer if length <= len(_buffer) else ctypes.create_string_buffer(length)
    _local.base, _remote.base = ctypes.addressof(buffer), address
    _local.length = _remote.length = length
    count = libc.process_vm_readv(tid, _local_reference, 1, _remote_reference, 1, 0)
    return buffer[: max(count, 0)]  # type: ignore[return-value]  # a slice of c_char is bytes


def write_memory(tid: int, address: int, data: bytes) -> None:
    """Overwrite a tracee's memory (`process_vm_writev(2)`), which must be mapped writable.

    Raises:
        OSError: it is not.
    """
    local = _Iovec(ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p), len(data))
    remote = _Iovec(address, len(data))
    check(libc.process_vm_writev(tid, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0), "process_vm_writev")


# --- registers ----------------------------------------------------------------------------------------------

_NT_PRSTATUS, _NT_ARM_SYSTEM_CALL = 1, 0x404


class _Layout(NamedTuple):
    """Where struct user_regs_struct holds what, in 8-byte words."""

    arguments: tuple[int, ...]
    result: int
    number: int | None  # None: in a register set of its own.
    stack: int
    instruction: int
    syscall_bytes: int


_LAYOUTS = {
    "x86_64": _Layout((14, 13, 12, 7, 9, 8), result=10, number=15, stack=19, instruction=16, syscall_bytes=2),
    "aarch64": _Layout((0, 1, 2, 3, 4, 5), result=0, number=None, stack=31, instruction=32, syscall_bytes=4),
}
_LAYOUT = _LAYOUTS.get(os.uname().machine, _LAYOUTS["x86_64"])


class Registers:
    """The general registers of a stopped tracee; changes take effect with `store`."""

    def __init__(self, tid: int) -> None:
        self._tid = tid
        self._words = (ctypes.c_uint64 * 64)()
        self._vector = _Iovec(ctypes.addressof(self._words), ctypes.sizeof(self._words))
        self._request(_GETREGSET, _NT_PRSTATUS, self._vector, "PTRACE_GETREGSET")

    def _request(self, request: int, kind: int, vector: _Iovec, name: str) -> None:
        _request(request, self._tid, kind, ctypes.addressof(vector), name)

    @property
    def stack(self) -> int:
        """The stack pointer."""
        return self._words[_LAYOUT.stack]

    @property
    def words(self) -> bytes:
        """All of them."""
        return bytes(self._words)

    def set_argument(self, index: int, value: int) -> None:
        """Change an argument (0 to 5) of the call that is about to begin."""
        self._words[_LAYOUT.arguments[index]] = value

    def set_result(self, value: int) -> None:
        """Change what the call returns, negative for -errno."""
        self._words[_LAYOUT.result] = value

    def set_number(self, number: int) -> None:
        """Change which call is about to begin; -1 for none, so that the kernel keeps the result that is set."""
        if _LAYOUT.number is not None:
            self._words[_LAYOUT.number] = number & 0xFFFFFFFFFFFFFFFF
            return
        word = ctypes.c_int(number)
        vector = _Iovec(ctypes.addressof(word), ctypes.sizeof(word))
        self._request(_SETREGSET, _NT_ARM_SYSTEM_CALL, vector, "PTRACE_SETREGSET")

    def rewind(self, number: int, arguments: tuple[int, ...]) -> None:
        """In an exit stop: make the tracee begin the call anew when it goes on."""
        self._words[_LAYOUT.instruction] -= _LAYOUT.syscall_bytes
        for index, value in zip(_LAYOUT.arguments, arguments, strict=False):
            self._words[index] = value
        if _LAYOUT.number is not None:
            self._words[_LAYOUT.result] = number

    def store(self) -> None:
        """Write the registers back."""
        self._request(_SETREGSET, _NT_PRSTATUS, self._vector, "PTRACE_SETREGSET")
