"""Two processes that never end: one is always running, the other always sleeping."""

import os
import signal
import sys

sys.stdout.reconfigure(line_buffering=True)  # send each line at once: fork copies what still waits in the buffer

if os.fork() == 0:
    print(f"child  {os.getpid()}: I sleep until a signal comes, and none comes")
    while True:
        signal.pause()  # needs no CPU time at all

print(f"parent {os.getpid()}: I run in circles")
while True:  # needs all the CPU time it can get; stop it with Ctrl-C
    pass
