"""The parent exits first: its child becomes an orphan, lives on, and gets a new parent."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

SECONDS = 3.0  # how long the child sleeps: longer than its parent

if os.fork() == 0:
    print(f"child  {os.getpid()}: my parent is {os.getppid()}")
    time.sleep(SECONDS)
    # The parent has ended meanwhile, so the child has been adopted.
    print(f"child  {os.getpid()}: now my parent is {os.getppid()}")
else:
    time.sleep(1)
    print(f"parent {os.getpid()}: I exit and do not wait for my child")
