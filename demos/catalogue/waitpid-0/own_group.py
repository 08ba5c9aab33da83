"""waitpid(0, ...) waits for children in the caller's own process group, and for no others."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)


def start(seconds, code):
    """Make a child that works for some time and exits with a code."""
    child = os.fork()
    if child == 0:
        time.sleep(seconds)
        os._exit(code)
    return child


near = start(0.1, 1)  # a child starts in its parent's process group
far = start(0.3, 2)
os.setpgid(far, far)  # this one gets a group of its own, as a shell does for each job

print(f"waitpid(0, 0) returned PID {os.waitpid(0, 0)[0]}")
try:
    os.waitpid(0, 0)
except ChildProcessError:  # errno ECHILD
    print(f"waitpid(0, 0) failed: PID {far} is my child, but in another group")
print(f"waitpid(-1, 0) returned PID {os.waitpid(-1, 0)[0]}")
