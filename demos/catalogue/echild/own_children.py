"""A process can wait only for its own children, and for each of them only once."""

import os
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

CODE = 5  # exit code of the elder child


def attempt(name, pid):
    """Wait for that process and say what came of it."""
    try:
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:  # errno ECHILD
        print(f"{name} waitpid({pid}, 0) failed: I have no such child")
    else:
        print(f"{name} waitpid({pid}, 0) returned exit code {code}")


elder = os.fork()
if elder == 0:
    os._exit(CODE)

younger = os.fork()
if younger == 0:
    attempt("younger:", elder)  # its sister, not its child
    os._exit(0)

attempt("parent: ", younger)
attempt("parent: ", elder)
attempt("parent: ", elder)  # reaped already: the status was given out, and is gone
