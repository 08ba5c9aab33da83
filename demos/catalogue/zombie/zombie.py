"""The children exit, their parent never waits: they stay in the process table as zombies."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

CHILDREN = 1

for number in range(CHILDREN):
    if os.fork() == 0:
        print(f"child  {os.getpid()}: I exit with {number}")
        os._exit(number)

time.sleep(0.5)
print(f"parent {os.getpid()}: I never call wait")

# Busy for ever, as a server with a bug might be. Stop it with Ctrl-C.
while True:
    pass
