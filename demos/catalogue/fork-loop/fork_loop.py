"""Each round of the loop is run by all processes made so far: n rounds make 2**n of them."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

FORKS = 3  # rounds of the loop

for _ in range(FORKS):
    # Both come back from fork within the loop: the child does the remaining rounds too.
    os.fork()

time.sleep(0.2)  # until the whole family is there
print(f"PID {os.getpid()}, child of PID {os.getppid()}")

# Each one waits for its own children.
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
