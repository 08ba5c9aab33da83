"""waitpid() with WNOHANG looks without waiting: the parent stays free for other work."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

SECONDS = 1.0  # how long the child works

child = os.fork()
if child == 0:
    time.sleep(SECONDS)
    os._exit(5)

while True:
    pid, status = os.waitpid(child, os.WNOHANG)
    print(f"parent: waitpid returned ({pid}, {status})")
    if pid != 0:  # 0 means: the child exists, but has not ended yet
        break
    time.sleep(0.3)  # here the parent would do something useful

print(f"parent: child {pid} exited with {os.waitstatus_to_exitcode(status)}")
