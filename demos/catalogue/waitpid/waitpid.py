"""waitpid() waits for one child of your choice, whoever else ends in the meantime."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

SECONDS = 1.0  # how long the slow child works


def start(seconds, code):
    """Make a child that works for some time and exits with a code."""
    child = os.fork()
    if child == 0:
        time.sleep(seconds)
        os._exit(code)
    return child


slow = start(SECONDS, 1)
quick = start(0.1, 2)
print(f"parent: slow child {slow}, quick child {quick}")

for child in (slow, quick):
    # Option 0 means "no options": the call blocks until this very child has ended.
    pid, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    print(f"parent: waitpid({child}, 0) returned PID {pid}, exit code {code}")
