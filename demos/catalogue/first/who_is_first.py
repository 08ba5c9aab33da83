"""Who runs first after fork? Each process keeps its own order, and nothing orders the two."""

import os
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

LINES = 3  # how many lines each of the two prints

child = os.fork()
name = "child" if child == 0 else "parent"

# Both do the same from here on, and neither waits for the other.
for number in range(1, LINES + 1):
    print(f"{name} {number}")

if child != 0:
    os.wait()
    print("parent: the child has ended")  # this line is always the last: wait orders it
