"""The parent-death signal: the kernel tells a child that its parent has ended."""

import ctypes
import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>; Python has no function for it


def handler(number, frame):
    name = signal.Signals(number).name
    print(f"child  {os.getpid()}: {name} came, my parent is now {os.getppid()}")
    os._exit(0)


parent = os.getpid()
if os.fork() == 0:
    signal.signal(signal.SIGTERM, handler)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it was quicker: then no signal comes any more
        os._exit(1)
    print(f"child  {os.getpid()}: I sleep until my parent {os.getppid()} has ended")
    while True:
        signal.pause()

time.sleep(0.5)
print(f"parent {os.getpid()}: I exit, and send no signal to anybody")
