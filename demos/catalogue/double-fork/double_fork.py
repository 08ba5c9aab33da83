"""Fork twice: the worker is an orphan from the start, so the parent never has to reap it."""

import os
import sys
import time

sys.stdout.reconfigure(line_buffering=True)  # send each line at once: fork copies what still waits in the buffer

child = os.fork()
if child == 0:
    # The child only makes the grandchild, and leaves at once.
    if os.fork() == 0:
        time.sleep(0.5)  # the work; its parent ends meanwhile
        print(f"grandchild {os.getpid()}: my work is done, my parent is {os.getppid()}")
        os._exit(0)
    os._exit(0)

os.waitpid(child, 0)  # short: the child lives only for a moment
print(f"parent     {os.getpid()}: child {child} is reaped, I go on with my own work")
time.sleep(1)

try:
    os.wait()
except ChildProcessError:
    print(f"parent     {os.getpid()}: no child left to wait for; the grandchild was never mine")
