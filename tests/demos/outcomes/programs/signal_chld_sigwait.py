# SIGCHLD blocked and taken by sigwait: it comes after the child's c, and the child is a zombie then (z).
# Python sets no handler here and SIGCHLD is not ignored by an action: blocked, it becomes pending.
#
# stdout: "cz" exit 0
import os
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
child = os.fork()
if child == 0:
    os.write(1, b"c")
    os._exit(0)
signal.sigwait([signal.SIGCHLD])
pid, _ = os.waitpid(child, os.WNOHANG)
os.write(1, b"z" if pid else b"?")
