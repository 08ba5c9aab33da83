# SIGTERM finds the child before its c, after it, or when it has ended, which harms nobody: a zombie is still there.
#
# stdout: "T" exit 0
# stdout: "cT" exit 0
# stdout: "cE" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.write(1, b"c")
    os._exit(0)
os.kill(child, signal.SIGTERM)
_, status = os.waitpid(child, 0)
os.write(1, b"T" if os.WIFSIGNALED(status) else b"E")
