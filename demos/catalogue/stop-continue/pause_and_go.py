"""SIGSTOP pauses a process, SIGCONT lets it go on; with options, waitpid() tells of both."""

import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

SECONDS = 1.0  # how long the child stays stopped

child = os.fork()
if child == 0:
    print("child:  I stop myself")
    os.kill(os.getpid(), signal.SIGSTOP)
    print("child:  I go on right here")
    time.sleep(0.3)
    os._exit(7)

while True:
    # Without these options, waitpid would tell of the child's end only.
    status = os.waitpid(child, os.WUNTRACED | os.WCONTINUED)[1]
    if os.WIFSTOPPED(status):
        print(f"parent: the child is stopped by signal {os.WSTOPSIG(status)}")
        time.sleep(SECONDS)
        os.kill(child, signal.SIGCONT)
    elif os.WIFCONTINUED(status):
        print("parent: the child goes on")
    else:
        print(f"parent: the child exited with {os.waitstatus_to_exitcode(status)}")
        break
