# kill(-1) is for all but the caller and PID 1. The parent dies of it: before its p, after it, or with a write
# that had begun, which may come after the child's c.
#
# stdout: "c" signal 15
# stdout: "pc" signal 15
# stdout: "cp" signal 15
import os
import signal

if os.fork() == 0:
    os.kill(-1, signal.SIGTERM)
    os.write(1, b"c")
    os._exit(0)
os.write(1, b"p")
os.wait()
