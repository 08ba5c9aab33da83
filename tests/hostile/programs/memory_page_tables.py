# /// hostile
# why = "One page here and there: each needs page tables of its own, which no resident size counts."
# ends = ["memory"]
# limits = { memory_bytes = 40_000_000 }
# orders = ["usual", "natural"]
# prints = ["begins"]
# ///
import ctypes
import mmap

print("begins", flush=True)
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long)
FIXED_NOREPLACE = 0x100000
FLAGS = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | FIXED_NOREPLACE
for number in range(1, 60_000):
    page = libc.mmap(number << 30, 4096, mmap.PROT_READ, FLAGS, -1, 0)
    if page != 2**64 - 1:
        ctypes.string_at(page, 1)  # The page of zeros, which counts for nobody.
print("ESCAPED: page tables of 400 MB", flush=True)
