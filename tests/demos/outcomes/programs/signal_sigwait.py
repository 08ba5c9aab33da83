# Blocked before the fork, the signal waits for sigwait or sigwait for it: never lost.
#
# stdout: "cw" exit 0
import os
import signal

parent = os.getpid()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
if os.fork() == 0:
    os.write(1, b"c")
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
signal.sigwait([signal.SIGUSR1])
os.write(1, b"w")
