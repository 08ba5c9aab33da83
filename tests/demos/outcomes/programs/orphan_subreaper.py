# The program is a subreaper: it (2) adopts the grandchild when 3 has ended, and can reap both: r comes last.
#
# stdout: "3r" exit 0
# stdout: "2r" exit 0
import ctypes
import os

PR_SET_CHILD_SUBREAPER = 36

ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
if os.fork() == 0:
    if os.fork() == 0:
        os.write(1, b"%d" % os.getppid())
    os._exit(0)
os.wait()
os.wait()
os.write(1, b"r")
