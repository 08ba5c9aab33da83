"""fork copies descriptors, but both copies lead to one open file with one position."""

import os
import sys
from pathlib import Path

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

BYTES = 4  # how much the child reads

file = Path(__file__).with_name("letters.txt")
file.write_text("abcdefghijklmnopqrstuvwxyz")
shared = os.open(file, os.O_RDONLY)

child = os.fork()
if child == 0:
    own = os.open(file, os.O_RDONLY)  # opened again: a new position, at the start
    print(f"child:  opened before the fork, I read {os.read(shared, BYTES)}")
    print(f"child:  opened by myself, I read {os.read(own, 2)}")
    os._exit(0)

os.waitpid(child, 0)
# The child has moved the position of the file that both have open.
print(f"parent: opened before the fork, I read {os.read(shared, 2)}")
file.unlink()
