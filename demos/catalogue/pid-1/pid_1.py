"""PID 1 is special: it adopts orphans, and its own processes cannot kill it."""

import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

if os.fork() == 0:
    time.sleep(0.5)  # meanwhile the parent ends, and this child becomes an orphan
    print(f"orphan: my parent is {os.getppid()}")
    # No process can ignore these two. Only for PID 1 the kernel drops them.
    for number in (signal.SIGSTOP, signal.SIGKILL):
        try:
            os.kill(1, number)
            print(f"orphan: I have sent {number.name} to PID 1")
        except PermissionError:  # outside a sandbox, PID 1 belongs to root
            print(f"orphan: I may not send {number.name} to PID 1")
    time.sleep(0.5)
    print(f"orphan: my parent is still {os.getppid()}")
    os._exit(0)

print(f"parent: I am PID {os.getpid()}, and I leave my child behind")
