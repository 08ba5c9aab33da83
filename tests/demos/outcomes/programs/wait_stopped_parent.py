# The child stops its parent, which has not gone on from its wait by then, and nobody continues it. Both p and
# an end would come after the wait, which returns after the child's exit, which comes after the signal.
#
# stdout: "c" deadlock
import os
import signal

if os.fork() == 0:
    os.kill(os.getppid(), signal.SIGSTOP)
    os.write(1, b"c")
    os._exit(0)
os.wait()
os.write(1, b"p")
