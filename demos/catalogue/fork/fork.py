"""fork() is called once and returns twice: in the parent and in the new child."""

import os
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

print(f"before fork: only PID {os.getpid()} is here")

result = os.fork()

# Two processes run from here on: the parent, and the child, which is its copy.
if result == 0:
    # The child gets 0. It does not need its parent's PID: os.getppid() knows it.
    print(f"child,  PID {os.getpid()}: fork returned {result}")
else:
    # The parent gets the child's PID, and so knows which child it has just made.
    print(f"parent, PID {os.getpid()}: fork returned {result}")
    os.wait()

# Neither branch ended the process, so both come here.
print(f"after fork:  PID {os.getpid()} runs this line too")
