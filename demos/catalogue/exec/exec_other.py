"""exec does not make a process: the same one, with the same PID, runs another program."""

import os
import sys

# Send each line at once: exec would drop what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

OTHER = """
import os, sys
print(f"other program:  PID {os.getpid()}, parent {os.getppid()}")
sys.exit(5)
"""

child = os.fork()
if child == 0:
    print(f"child, as copy: PID {os.getpid()}, parent {os.getppid()}")
    # The process begins anew, with a program from a file: here Python, which gets some code.
    os.execv(sys.executable, [sys.executable, "-c", OTHER])
    print("nobody prints this: exec returns only when it fails")

pid, status = os.waitpid(child, 0)
print(f"parent: reaped PID {pid}, exit code {os.waitstatus_to_exitcode(status)}")
