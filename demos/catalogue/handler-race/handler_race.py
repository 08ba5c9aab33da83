"""The SIGCHLD handler may run before the parent has noted which child it made."""

import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

WORK = 0.1  # seconds between the fork and the note
BLOCK = 0  # 1: SIGCHLD is blocked until the note is made

running = []  # PIDs of the children that run


def on_child(signum, frame):
    pid = os.waitpid(-1, 0)[0]
    # os.write, not print: the handler may interrupt a print.
    os.write(1, f"handler: PID {pid} has ended, it was noted: {pid in running}\n".encode())
    if pid in running:
        running.remove(pid)


signal.signal(signal.SIGCHLD, on_child)
if BLOCK:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
child = os.fork()
if child == 0:
    os._exit(0)
time.sleep(WORK)
running.append(child)
if BLOCK:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})

time.sleep(0.2)  # the child has ended and is reaped by now
print(f"parent:  I believe that these still run: {running}")
