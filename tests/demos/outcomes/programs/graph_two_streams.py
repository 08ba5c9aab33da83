# stdout and stderr are two pipes: nobody can tell which of two writes to different ones came first.
#
# stdout: "out" stderr: "err" exit 0
import os

if os.fork() == 0:
    os.write(2, b"err")
    os._exit(0)
os.write(1, b"out")
os.wait()
