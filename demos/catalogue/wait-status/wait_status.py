"""The status from wait() is no exit code: it packs how the child ended, and the number."""

import os
import signal
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

CODE = 3  # exit code of the first child


def report(child):
    """Wait for a child and take its status apart."""
    status = os.waitpid(child, 0)[1]
    print(f"PID {child}: the status is {status}, in hexadecimal {status:04x}")
    if os.WIFEXITED(status):
        print(f"  it exited with {os.WEXITSTATUS(status)}")  # in the upper 8 bits
    elif os.WIFSIGNALED(status):
        print(f"  it was ended by signal {os.WTERMSIG(status)}")  # in the lower 7 bits


child = os.fork()
if child == 0:
    os._exit(CODE)
report(child)

child = os.fork()
if child == 0:
    os.kill(os.getpid(), signal.SIGKILL)
report(child)
