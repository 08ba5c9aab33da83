# The parent writes when it has reaped the child, which has written before it exited.
#
# stdout: "cp" exit 0
import os

if os.fork() == 0:
    os.write(1, b"c")
    os._exit(0)
os.wait()
os.write(1, b"p")
