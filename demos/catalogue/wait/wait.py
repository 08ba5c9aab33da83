"""wait() blocks until a child has ended, and reaps one child a call."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

CHILDREN = 3

for number in range(1, CHILDREN + 1):
    if os.fork() == 0:
        time.sleep(0.2 * (CHILDREN - number + 1))  # the first child works longest
        os._exit(number)

while True:
    try:
        child, status = os.wait()
    except ChildProcessError:  # errno ECHILD: no child is left
        break
    print(f"parent: reaped PID {child}, exit code {os.waitstatus_to_exitcode(status)}")

print("parent: no child left to wait for")
