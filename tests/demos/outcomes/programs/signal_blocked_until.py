# Blocked, SIGTERM stays pending: the child writes c in any case. As it unblocks, a signal that has come ends it: T.
# If it has not come by then, it may come before d, after d, or after the end.
#
# stdout: "cT" exit 0
# stdout: "cdT" exit 0
# stdout: "cdE" exit 0
import os
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
child = os.fork()
if child == 0:
    os.write(1, b"c")
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    os.write(1, b"d")
    os._exit(0)
os.kill(child, signal.SIGTERM)
_, status = os.waitpid(child, 0)
os.write(1, b"T" if os.WIFSIGNALED(status) else b"E")
