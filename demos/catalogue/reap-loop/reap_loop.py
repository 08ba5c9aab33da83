"""A SIGCHLD handler reaps in a loop: one call of it may stand for several children."""

import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

CHILDREN = 4
LOOP = 1  # 0: the handler calls waitpid only once
calls = 0  # of the handler
reaped = 0


def on_child(signum, frame):
    global calls, reaped
    calls += 1
    while True:
        try:
            pid = os.waitpid(-1, os.WNOHANG)[0]  # the handler must never block
        except ChildProcessError:  # errno ECHILD: all of them are reaped
            return
        if pid == 0:  # those that are left still run
            return
        reaped += 1
        if not LOOP:
            return


signal.signal(signal.SIGCHLD, on_child)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # not now, please
for _ in range(CHILDREN):
    if os.fork() == 0:
        os._exit(0)
time.sleep(0.2)  # work; meanwhile the children end
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})  # the handler runs here
print(f"children: {CHILDREN}, calls of the handler: {calls}, reaped: {reaped}")
