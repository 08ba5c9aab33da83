# A new session works once: who leads a group already may not (EPERM). The child's group and session are its own
# PID, 3.
#
# stdout: "3 3 no" exit 0
import os

if os.fork() == 0:
    os.setsid()
    os.write(1, b"%d %d " % (os.getsid(0), os.getpgrp()))
    try:
        os.setsid()
    except PermissionError:
        os.write(1, b"no")
    os._exit(0)
os.wait()
