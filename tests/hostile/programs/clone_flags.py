# /// hostile
# why = "CLONE_UNTRACED hides a child from the tracer, CLONE_PARENT makes siblings, a namespace gives capabilities."
# ends = ["exited 0"]
# prints = ["untraced: EPERM", "clone3: ENOSYS", "sibling made", "all namespaces: EPERM"]
# orders = ["usual", "natural"]
# ///
import ctypes
import errno
import os
import signal

CLONE = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
CLONE3 = 435
CLONE_PARENT, CLONE_UNTRACED, CLONE_PTRACE = 0x8000, 0x800000, 0x2000
NAMESPACES = (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
libc = ctypes.PyDLL(None, use_errno=True)


def clone(flags):
    pid = libc.syscall(CLONE, flags, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return "made" if pid > 0 else errno.errorcode[ctypes.get_errno()]


print("untraced:", clone(CLONE_UNTRACED | signal.SIGCHLD))
print("untraced with another signal:", clone(CLONE_UNTRACED))
arguments = (ctypes.c_uint64 * 11)(CLONE_UNTRACED, 0, 0, 0, signal.SIGCHLD)
pid = libc.syscall(CLONE3, ctypes.byref(arguments), ctypes.sizeof(arguments))
if pid == 0:
    os._exit(0)
print("clone3:", "ESCAPED" if pid > 0 else errno.errorcode[ctypes.get_errno()])
print("sibling", clone(CLONE_PARENT | signal.SIGCHLD))
print("traced again", clone(CLONE_PTRACE | signal.SIGCHLD))
refused = {clone(flag | signal.SIGCHLD) for flag in NAMESPACES}
print("all namespaces:", *refused)
if refused != {"EPERM"}:
    print("ESCAPED")
