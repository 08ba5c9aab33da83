# The child stops itself; a wait without WUNTRACED does not see that, and nobody continues it.
#
# stdout: "" deadlock
import os
import signal

if os.fork() == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    os._exit(0)
os.wait()
os.write(1, b"never")
