"""killpg sends a signal to all processes of a group, and to nobody else."""

import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

leader = os.fork()
if leader == 0:
    os.setsid()  # a session and a process group of its own: its number is this PID
    for name in ("member", "leaver"):
        if os.fork() == 0:
            if name == "leaver":
                os.setpgid(0, 0)  # leaves for a group of its own
            print(f"{name}: PID {os.getpid()} is in group {os.getpgrp()}")
            time.sleep(2)
            print(f"{name}: PID {os.getpid()} is still here")
            os._exit(0)
    print(f"leader: PID {os.getpid()} is in group {os.getpgrp()}")
    time.sleep(2)
    os._exit(0)

time.sleep(0.5)
print(f"parent: PID {os.getpid()} is in group {os.getpgrp()}, and ends group {leader}")
os.killpg(leader, signal.SIGTERM)
code = os.waitstatus_to_exitcode(os.waitpid(leader, 0)[1])
print(f"parent: PID {leader} ended with code {code}")
