# The child writes first, then signals: the parent may print r before or after the handler's h. Both are done at
# the end of the wait.
#
# stdout: "hr" exit 0
# stdout: "rh" exit 0
import os
import signal

parent = os.getpid()
reading, writing = os.pipe()
signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"h"))
if os.fork() == 0:
    os.write(writing, b"r")
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
os.write(1, os.read(reading, 1))
os.wait()
