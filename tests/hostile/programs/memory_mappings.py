# /// hostile
# why = "Each stretch of mapped memory is an object in the kernel, used or not, and a fork copies them all."
# ends = ["memory", "deadlock", "exited 1*"]
# limits = { memory_bytes = 24_000_000, cpu_seconds = 10.0 }
# prints = ["mapped"]
# orders = ["usual", "natural"]
# ///
import ctypes
import mmap
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mprotect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
start = libc.mmap(None, 200_000_000, 0, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, -1, 0)
pieces = 0
while pieces < 20_000 and libc.mprotect(start + pieces * 8192, 4096, mmap.PROT_READ) == 0:
    pieces += 1
print("mapped", pieces, flush=True)
for _ in range(4):
    os.fork()
signal.pause()
