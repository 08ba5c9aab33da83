"""Fork twice: the worker becomes an orphan at once, so the parent never has to reap it."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

child = os.fork()
if child == 0:
    # The child only makes the grandchild, and leaves at once.
    if os.fork() == 0:
        time.sleep(0.5)  # the work; its parent ends meanwhile
        print(f"grandchild {os.getpid()}: my work is done, my parent is {os.getppid()}")
        os._exit(0)
    os._exit(0)

os.waitpid(child, 0)  # short: the child lives only for a moment
print(f"parent     {os.getpid()}: child {child} is reaped, I go on with my work")
time.sleep(1)

try:
    os.wait()
except ChildProcessError:
    print(f"parent     {os.getpid()}: no child left; the grandchild was never mine")
