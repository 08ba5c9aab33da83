"""After fork, parent and child share their memory: only what is written to is copied."""

import mmap
import os
import re
import sys
from pathlib import Path

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

MEGABYTES = 32  # memory of the parent
WRITTEN = 8  # how much of that the child writes to
MB = 1024 * 1024


def own_memory():
    """Bytes of memory that this process shares with no other."""
    text = Path("/proc/self/smaps_rollup").read_text()
    return 1024 * sum(int(kb) for kb in re.findall(r"Private_\w+: +(\d+) kB", text))


block = bytearray(b"p" * MEGABYTES * MB)

child = os.fork()
if child == 0:
    start = own_memory()
    block.find(b"c")  # reads all of it
    print(f"child:  read {MEGABYTES} MB, copied for me: {(own_memory() - start) // MB} MB")
    for page in range(0, WRITTEN * MB, mmap.PAGESIZE):
        block[page] = ord("c")  # a single byte, and the kernel copies its whole page
    print(f"child:  wrote {WRITTEN} MB, copied for me: {(own_memory() - start) // MB} MB")
    os._exit(0)

os.waitpid(child, 0)
print(f"parent: my memory begins with {chr(block[0])!r}, as before")
