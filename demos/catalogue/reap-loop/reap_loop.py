"""A SIGCHLD handler reaps in a loop: one call of it may stand for several children."""

import os
import signal
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

CHILDREN = 3
LOOP = 1  # 0: the handler calls waitpid only once
calls = reaped = 0


def on_child(signum, frame):
    global calls, reaped
    calls += 1
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:  # those that are left still run
                return
        except ChildProcessError:  # errno ECHILD: all of them are reaped
            return
        reaped += 1
        if not LOOP:
            return


signal.signal(signal.SIGCHLD, on_child)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # not now, please
children = []
for _ in range(CHILDREN):
    children.append(os.fork())
    if children[-1] == 0:
        os._exit(0)
for child in children:
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # until it is a zombie
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})  # the handler runs here
print(f"children: {CHILDREN}, calls of the handler: {calls}, reaped: {reaped}")
