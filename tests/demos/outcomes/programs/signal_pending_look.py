# One look at what is pending: the child's signal has come, or it has not. It is blocked, and never delivered.
#
# stdout: "pending" exit 0
# stdout: "none" exit 0
import os
import signal

parent = os.getpid()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
if os.fork() == 0:
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
os.write(1, b"pending" if signal.sigpending() else b"none")
os.wait()
