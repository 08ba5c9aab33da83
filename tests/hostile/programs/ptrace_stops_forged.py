# /// hostile
# why = "Signals and instructions that look to a naive tracer like the stops it waits for."
# ends = ["exited 0"]
# prints = ["traps", "stepped"]
# orders = ["usual", "random", "natural"]
# ///
import ctypes
import mmap
import os
import signal

libc = ctypes.CDLL(None)
SIGQUEUE, TGSIGQUEUE = {"x86_64": (129, 297), "aarch64": (138, 240)}[os.uname().machine]
traps = 0


def count(*_):
    global traps
    traps += 1


signal.signal(signal.SIGTRAP, count)
for event in range(0, 9):
    for code in (event << 8 | signal.SIGTRAP, signal.SIGTRAP | 0x80, -1, -6, 128 << 8 | signal.SIGTRAP):
        info = (ctypes.c_int * 32)(signal.SIGTRAP, 0, code, 0, os.getpid(), 1000)
        libc.syscall(SIGQUEUE, os.getpid(), int(signal.SIGTRAP), ctypes.byref(info))
        libc.syscall(TGSIGQUEUE, os.getpid(), os.getpid(), int(signal.SIGTRAP), ctypes.byref(info))
    os.kill(os.getpid(), signal.SIGTRAP)
print("traps", traps > 9, flush=True)
CODE = {
    "x86_64": b"\xcc\x9c\x81\x0c\x24\x00\x01\x00\x00\x9d\x90\x90\x9c\x81\x24\x24\xff\xfe\xff\xff\x9d\xc3",
    "aarch64": b"\x00\x00\x20\xd4\xc0\x03\x5f\xd6",
}
if os.fork() == 0:  # int3, then the trap flag: a SIGTRAP after each instruction.
    signal.signal(signal.SIGTRAP, signal.SIG_DFL)
    page = mmap.mmap(-1, 4096, prot=7, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    page.write(CODE[os.uname().machine])
    ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    os._exit(0)
print("stepped", os.wait()[1])
