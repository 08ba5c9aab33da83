# abort() ends the child by SIGABRT, 6, and flushes nothing.
#
# stdout: "6" exit 0
import os

if os.fork() == 0:
    print("lost")
    os.abort()
_, status = os.wait()
os.write(1, b"%d" % os.WTERMSIG(status))
