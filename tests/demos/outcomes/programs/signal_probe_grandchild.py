# Is there a process 4? Not before the child's fork, and not after it has reaped it; in between there is.
#
# stdout: "yes" exit 0
# stdout: "no" exit 0
import os

if os.fork() == 0:
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    os._exit(0)
try:
    os.kill(4, 0)
    os.write(1, b"yes")
except ProcessLookupError:
    os.write(1, b"no")
