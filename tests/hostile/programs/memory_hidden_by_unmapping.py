# /// hostile
# why = "All of a shared mapping's pages stay taken while a single one of them is still mapped; /dev/zero does it too."
# ends = ["memory"]
# limits = { memory_bytes = 50_000_000 }
# ///
import ctypes
import mmap
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long)
libc.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
SIZE = 8 * 1024 * 1024
zero = os.open("/dev/zero", os.O_RDWR)
for _ in range(16):
    start = libc.mmap(None, SIZE, mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_SHARED, zero, 0)
    ctypes.memset(start, 1, SIZE)
    libc.munmap(start + mmap.PAGESIZE, SIZE - mmap.PAGESIZE)
print("ESCAPED: 128 MB are held", flush=True)
signal.pause()
