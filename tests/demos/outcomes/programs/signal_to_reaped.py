# A zombie can be signalled (z). When it is reaped, nobody has its PID any more (n).
#
# stdout: "zn" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os._exit(0)
os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
os.kill(child, signal.SIGKILL)
os.write(1, b"z")
os.waitpid(child, 0)
try:
    os.kill(child, 0)
except ProcessLookupError:
    os.write(1, b"n")
