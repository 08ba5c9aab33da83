"""fork() within `and` and `or`: the result decides whether the next fork is called at all."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

# `and` calls its right side only after something true, `or` only after something false.
# A parent gets a PID, which is true. A child gets 0, which is false.
result = os.fork() and os.fork() or os.fork()

time.sleep(0.2)  # until all of them are there
print(f"PID {os.getpid()}, child of PID {os.getppid()}: the expression is {result}")

# Each one waits for its own children.
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
