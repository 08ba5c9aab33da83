"""Two ways to leave: sys.exit() tidies up first, os._exit() drops everything."""

import atexit
import os
import sys

CODE = 3  # the exit code of both children

# Keep what is printed in the buffer, as for a file or a pipe (a terminal gets lines at once).
sys.stdout.reconfigure(line_buffering=False)


def goodbye():
    print(f"PID {os.getpid()}: the atexit function runs")


atexit.register(goodbye)  # every child inherits this by fork

for leave in (sys.exit, os._exit):
    child = os.fork()
    if child == 0:
        print(f"PID {os.getpid()}: this text waits in my buffer")
        leave(CODE)
    status = os.waitpid(child, 0)[1]
    code = os.waitstatus_to_exitcode(status)
    # flush: write it now, or the next child would start with a copy of this line.
    print(f"parent: PID {child} called {leave.__name__} and exited with {code}", flush=True)
