# /// hostile
# why = "A program that is traced already cannot be traced by another, nor look into one, nor ask to be."
# ends = ["exited 0"]
# prints = ["refused: EPERM"]
# orders = ["usual", "natural"]
# ///
import ctypes
import errno
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
NAMES = ("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "process_madvise")
NUMBERS = {"x86_64": (101, 310, 311, 312, 438, 440), "aarch64": (117, 270, 271, 272, 438, 440)}[os.uname().machine]
PTRACE, READ, WRITE, KCMP, GETFD, MADVISE = NUMBERS
if (child := os.fork()) == 0:
    signal.pause()
said = set()


def attempt(what, *arguments):
    if libc.syscall(*arguments) >= 0:
        print("ESCAPED:", what)
    else:
        said.add(errno.errorcode[ctypes.get_errno()])


buffer = ctypes.create_string_buffer(64)
vector = (ctypes.c_uint64 * 2)(ctypes.addressof(buffer), 64)
for request in (0, 1, 2, 7, 16, 17, 24, 0x4200, 0x4206, 0x4207, 0x4208, 0x420E):
    for pid in (0, 1, 2, child):
        attempt(f"ptrace {request} {pid}", PTRACE, request, pid, 0, 0)
for pid in (1, child):
    attempt("read memory", READ, pid, ctypes.byref(vector), 1, ctypes.byref(vector), 1, 0)
    attempt("write memory", WRITE, pid, ctypes.byref(vector), 1, ctypes.byref(vector), 1, 0)
    attempt("compare", KCMP, pid, os.getpid(), 0, 0, 0)
    pidfd = os.pidfd_open(pid)
    attempt("fetch a descriptor", GETFD, pidfd, 1, 0)
    attempt("advise", MADVISE, pidfd, ctypes.byref(vector), 1, 21, 0)
print("refused:", *said)
os.kill(child, signal.SIGKILL)
os.wait()
