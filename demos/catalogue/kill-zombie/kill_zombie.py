"""Not even SIGKILL removes a zombie: it is dead already. Its parent's wait() removes it."""

import os
import signal
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

CODE = 3  # the child's exit code


def state(pid):
    """What the kernel's process table says: R running, S sleeping, Z zombie, ..."""
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0]


child = os.fork()
if child == 0:
    os._exit(CODE)

# Wait until the child is dead, but do not take it out of the table: it stays a zombie.
os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
print(f"parent: PID {child} is in state {state(child)}")

os.kill(child, signal.SIGKILL)  # no error: the PID is still in use
print(f"parent: SIGKILL sent, PID {child} is in state {state(child)}")

status = os.waitpid(child, 0)[1]
print(f"parent: reaped, its exit code is still {os.waitstatus_to_exitcode(status)}")
print(f"parent: PID {child} is still in the table: {os.path.exists(f'/proc/{child}')}")
