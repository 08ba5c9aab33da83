"""Signals do not queue up: children that end at about the same time may cause one SIGCHLD."""

import os
import signal
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

CHILDREN = 3
calls = 0  # of the handler


def on_child(signum, frame):
    global calls
    calls += 1


signal.signal(signal.SIGCHLD, on_child)

# For a while the parent does not want to be interrupted: the signal has to wait.
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
children = []
for _ in range(CHILDREN):
    child = os.fork()
    if child == 0:
        os._exit(0)
    children.append(child)
for child in children:
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # until it is a zombie

signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})  # the handler runs here
print(f"children that have ended: {CHILDREN}, calls of the handler: {calls}")

for child in children:
    os.waitpid(child, 0)
