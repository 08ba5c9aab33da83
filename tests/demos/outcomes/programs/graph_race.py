# Nothing orders the two writes: the parent waits only after its own.
#
# stdout: "cp" exit 0
# stdout: "pc" exit 0
import os

if os.fork() == 0:
    os.write(1, b"c")
    os._exit(0)
os.write(1, b"p")
os.wait()
