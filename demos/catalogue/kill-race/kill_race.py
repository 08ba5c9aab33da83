"""A signal may come before the child has set up its handler: who is faster?"""

import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

SECONDS = 0.0  # how long the parent waits before it sends the signal


def clean_up(signum, frame):
    print("child:  SIGTERM, I clean up and exit")
    os._exit(0)


child = os.fork()
if child == 0:
    print("child:  I begin")
    signal.signal(signal.SIGTERM, clean_up)  # until here, SIGTERM simply ends the child
    time.sleep(2)  # work
    os._exit(0)

time.sleep(SECONDS)
os.kill(child, signal.SIGTERM)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if code < 0:
    print(f"parent: signal {-code} ended the child before it was ready")
else:
    print(f"parent: the child exited with {code}")
