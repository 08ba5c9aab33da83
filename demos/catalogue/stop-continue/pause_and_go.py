"""SIGSTOP pauses a process, SIGCONT lets it go on; with options, waitpid() tells of both."""

import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

SECONDS = 1.0  # how long the child stays stopped


def report(options):
    status = os.waitpid(child, options)[1]
    if os.WIFSTOPPED(status):
        print(f"parent: the child is stopped by signal {os.WSTOPSIG(status)}")
    elif os.WIFCONTINUED(status):
        print("parent: the child goes on")
    else:
        print(f"parent: the child exited with {os.waitstatus_to_exitcode(status)}")


child = os.fork()
if child == 0:
    for part in (1, 2):
        time.sleep(0.3)
        print(f"child:  part {part} of my work is done")
    os._exit(7)

os.kill(child, signal.SIGSTOP)
report(os.WUNTRACED)  # without this option, waitpid would go on waiting
time.sleep(SECONDS)  # the child does nothing
os.kill(child, signal.SIGCONT)
report(os.WCONTINUED)
report(0)
