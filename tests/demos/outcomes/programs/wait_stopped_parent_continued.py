# The same, but the child continues it before it ends.
#
# stdout: "cp" exit 0
import os
import signal

if os.fork() == 0:
    os.kill(os.getppid(), signal.SIGSTOP)
    os.write(1, b"c")
    os.kill(os.getppid(), signal.SIGCONT)
    os._exit(0)
os.wait()
os.write(1, b"p")
