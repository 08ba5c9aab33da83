# The parent (2) ends at once: the child sees it, or PID 1, which has adopted it.
#
# stdout: "1" exit 0
# stdout: "2" exit 0
import os

if os.fork() == 0:
    os.write(1, b"%d" % os.getppid())
