"""Whoever ignores SIGCHLD makes no zombies, and never learns how the children ended."""

import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

IGNORE = 1  # 0 to leave SIGCHLD as it is by default
CHILDREN = 2

if IGNORE:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)

for number in range(1, CHILDREN + 1):
    if os.fork() == 0:
        time.sleep(0.1 * number)
        os._exit(number)

while True:
    try:
        pid, status = os.wait()
    except ChildProcessError:  # errno ECHILD
        print("parent: no child is left")
        break
    print(f"parent: PID {pid} exited with {os.waitstatus_to_exitcode(status)}")
