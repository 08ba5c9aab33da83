"""Two processes that never end: one is always running, the other always sleeping."""

import os
import signal
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

if os.fork() == 0:
    print(f"child  {os.getpid()}: I sleep until a signal comes, and none comes")
    while True:
        signal.pause()  # needs no CPU time at all

print(f"parent {os.getpid()}: I run in circles")
while True:  # needs all the CPU time it can get; stop it with Ctrl-C
    pass
