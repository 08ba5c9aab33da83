# The orphan (4) is alive, a zombie, or reaped by PID 1, nobody knows when.
#
# stdout: "yes" exit 0
# stdout: "no" exit 0
import os

if os.fork() == 0:
    os.fork()
    os._exit(0)
os.wait()
try:
    os.kill(4, 0)
    os.write(1, b"yes")
except ProcessLookupError:
    os.write(1, b"no")
