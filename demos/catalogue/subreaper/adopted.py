"""An orphan goes to its nearest living ancestor that is a subreaper, and else to PID 1."""

import ctypes
import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

SUBREAPER = 1  # 0: the first process does not make itself a subreaper
PR_SET_CHILD_SUBREAPER = 36  # from <sys/prctl.h>: Python has no function of its own for it

if SUBREAPER:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

child = os.fork()
if child == 0:
    if os.fork() == 0:
        time.sleep(0.2)  # its parent ends meanwhile
        print(f"grandchild {os.getpid()}: my parent is {os.getppid()}")
    os._exit(0)

while True:
    try:
        pid = os.wait()[0]
    except ChildProcessError:  # errno ECHILD: no child is left
        break
    print(f"parent     {os.getpid()}: reaped PID {pid}")
