# _exit runs no atexit function: only the parent's x.
#
# stdout: "x" exit 0
import atexit
import os

atexit.register(lambda: os.write(1, b"x"))
if os.fork() == 0:
    os._exit(0)
os.wait()
