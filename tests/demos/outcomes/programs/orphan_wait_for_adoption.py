# The grandchild looks for its parent again and again until that has changed: it is PID 1 then.
#
# stdout: "1" exit 0
import os

if os.fork() == 0:
    parent = os.getpid()
    if os.fork() == 0:
        while os.getppid() == parent:
            pass
        os.write(1, b"%d" % os.getppid())
    os._exit(0)
