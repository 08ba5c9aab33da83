# /// hostile
# why = "Each thread may have a huge stack, and use it."
# ends = ["memory", "exited 0"]
# limits = { memory_bytes = 40_000_000 }
# prints = ["begins"]
# orders = ["usual", "natural"]
# ///
import ctypes
import os
import threading

print("begins", flush=True)
threading.stack_size(32 * 1024 * 1024)


def use():
    area = (ctypes.c_char * (1024 * 1024))()
    ctypes.memset(area, 1, len(area))
    threading.Event().wait()


threads = 0
try:
    while threads < 200:
        threading.Thread(target=use, daemon=True).start()
        threads += 1
except (RuntimeError, MemoryError):
    pass
if threads > 80:
    print("ESCAPED", threads)
os._exit(0)
