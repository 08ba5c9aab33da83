# Blocked until both children are zombies, SIGCHLD is pending once: one call of the handler, which reaps one.
# The other is left.
#
# stdout: "h1" exit 0
import os
import signal


def handle(*_):
    os.waitpid(-1, os.WNOHANG)
    os.write(1, b"h")


signal.signal(signal.SIGCHLD, handle)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
children = []
for _ in range(2):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    children.append(pid)
for pid in children:
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
left = 0
try:
    while os.wait():
        left += 1
except ChildProcessError:
    os.write(1, b"%d" % left)
