# KeyboardInterrupt is raised in the wait, before it, or as it returns: in no case is w written.
#
# stdout: "i" exit 0
import os
import signal

parent = os.getpid()
try:
    if os.fork() == 0:
        os.kill(parent, signal.SIGINT)
        os._exit(0)
    os.wait()
    os.write(1, b"w")
except KeyboardInterrupt:
    os.write(1, b"i")
