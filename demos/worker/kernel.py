"""The kernel calls that Python's standard library lacks, as functions that raise OSError.

Only what the sandbox and the tracer need: namespaces, mounts, capabilities, prctl and rlimits of another process.
"""

from __future__ import annotations

import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
_python = ctypes.PyDLL(None, use_errno=True)  # Keeps the GIL over the call, as a fork must.

CLONE_NEWTIME = 0x00000080
CLONE_NEWNS = 0x00020000
CLONE_UNTRACED = 0x00800000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY = 0x1
MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_NOEXEC = 0x8
MS_REMOUNT = 0x20
MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x40000
MNT_DETACH = 2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_NAME = 15
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63


def check(result: int, what: str) -> int:
    """The result of a C call.

    Raises:
        OSError: it was negative; the message names `what`.
    """
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave namespaces for new ones, `unshare(2)`."""
    check(libc.unshare(flags), "unshare")


def setns(descriptor: int, flags: int) -> None:
    """Enter namespaces of another process, by its pidfd or a file of its /proc/PID/ns (`setns(2)`)."""
    check(libc.setns(descriptor, flags), "setns")


def fork_into(flags: int) -> int:
    """`os.fork`, with the child in new namespaces (`clone(2)`); returns as os.fork does."""
    _python.PyOS_BeforeFork()
    pid: int = _python.syscall(ctypes.c_long(_CLONE), ctypes.c_ulong(flags | signal.SIGCHLD), 0, 0, 0, 0)
    if pid == 0:
        _python.PyOS_AfterFork_Child()
    else:
        _python.PyOS_AfterFork_Parent()
    return check(pid, "clone")


def mount(source: str, target: str, kind: str | None = None, flags: int = 0, options: str | None = None) -> None:
    """Mount `source` at `target`, `mount(2)`."""
    data = options.encode() if options is not None else None
    name = kind.encode() if kind is not None else None
    check(libc.mount(source.encode(), target.encode(), name, ctypes.c_ulong(flags), data), f"mount {target}")


def unmount(target: str) -> None:
    """Detach what is mounted at `target`, `umount2(2)`."""
    check(libc.umount2(target.encode(), MNT_DETACH), f"umount {target}")


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root and put the old root at `old`, `pivot_root(2)`."""
    check(libc.syscall(ctypes.c_long(_PIVOT_ROOT), new.encode(), old.encode()), "pivot_root")


def prctl(option: int, *arguments: int) -> int:
    """Operate on this process, `prctl(2)`."""
    padded = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    return check(libc.prctl(option, *padded), f"prctl {option}")


def interpreter_state() -> int:
    """Where this process's interpreter keeps its state, an address (`PyInterpreterState_Get`)."""
    function = _python.PyInterpreterState_Get
    function.restype = ctypes.c_void_p
    address: int = function()
    return address


def set_name(name: str) -> None:
    """Set the command name that ps(1) shows for this process (at most 15 bytes)."""
    check(libc.prctl(PR_SET_NAME, name.encode(), 0, 0, 0), "prctl PR_SET_NAME")


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def empty_bounding_set() -> None:
    """See to it that no exec from here on can ever gain a capability (`capabilities(7)`)."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    for capability in range(_LAST_CAPABILITY + 1):
        if libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) < 0:
            break  # The kernel knows no more capabilities than these.


def drop_capabilities() -> None:
    """Give up every capability that this process has: permitted, effective, inheritable (`capabilities(7)`)."""
    header = _CapabilityHeader(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    check(libc.capset(ctypes.byref(header), ctypes.byref(nothing)), "capset")


_PIVOT_ROOT, _CLONE = {"x86_64": (155, 56), "aarch64": (41, 220)}.get(os.uname().machine, (-1, -1))
