# /// hostile
# why = "A program may put a filter of its own before ours: it can refuse more, never less, and must not confuse."
# ends = ["exited 0"]
# prints = ["own filters: ok"]
# orders = ["usual", "random", "natural"]
# ///
import ctypes
import os
import struct

PR_SET_SECCOMP = 22
libc = ctypes.CDLL(None, use_errno=True)


def install(*instructions):
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)
    buffer = ctypes.create_string_buffer(code)
    description = struct.pack("=HxxxxxxQ", len(instructions), ctypes.addressof(buffer))
    return libc.prctl(PR_SET_SECCOMP, 2, description, 0, 0)


def child(action, work):
    if (pid := os.fork()) == 0:
        install((6, 0, 0, action))
        work()
        os._exit(0)
    return os.waitpid(pid, 0)[1]


ALLOW, TRACE, LOG, ERRNO, TRAP, KILL = 0x7FFF0000, 0x7FF00000, 0x7FFC0000, 0x00050000, 0x00030000, 0x80000000
said = [
    child(ALLOW, lambda: os.system("")),
    child(TRACE | 7, lambda: [os.getuid(), os.stat("."), os.getppid(), os.listdir(), os.fork(), os.write(1, b"")]),
    child(LOG, os.getuid),
    child(TRAP, os.getuid),
    child(KILL, os.getuid),
]
if os.fork() == 0:  # Every call "succeeds" and does nothing: this one can never end by itself.
    libc.prctl(PR_SET_SECCOMP, 1, 0, 0, 0)
    os._exit(0)
print(os.wait()[1], said)
for call in (("ptrace", 101), ("unshare", 272), ("mount", 165)):
    if libc.syscall(call[1], 0, 0, 0, 0, 0) == 0:
        print("ESCAPED", call)
print("own filters: ok")
