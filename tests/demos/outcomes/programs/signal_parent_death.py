# The child asks for SIGKILL when its parent ends. If the parent has ended before it asks, it never comes.
# So c before p; c after p; or no c.
#
# stdout: "cp" exit 0
# stdout: "pc" exit 0
# stdout: "p" exit 0
import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1

prctl = ctypes.CDLL(None).prctl
if os.fork() == 0:
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.write(1, b"c")
    os._exit(0)
os.write(1, b"p")
