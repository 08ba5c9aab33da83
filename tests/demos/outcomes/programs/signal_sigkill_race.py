# SIGKILL ends the child before 1, between 1 and 2, after 2, or comes too late.
#
# stdout: "K" exit 0
# stdout: "1K" exit 0
# stdout: "12K" exit 0
# stdout: "12E" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.write(1, b"1")
    os.write(1, b"2")
    os._exit(0)
os.kill(child, signal.SIGKILL)
_, status = os.waitpid(child, 0)
os.write(1, b"K" if os.WIFSIGNALED(status) else b"E")
