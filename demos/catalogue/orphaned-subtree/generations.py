"""When a process ends, only its own children get a new parent; what is below them stays."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)


def say(name):
    print(f"{name} {os.getpid()}: my parent is {os.getppid()}")


child = os.fork()
if child == 0:
    if os.fork() == 0:
        if os.fork() == 0:
            time.sleep(0.4)
            say("great-grandchild")
            os._exit(0)
        time.sleep(0.4)
        say("grandchild")
        os.wait()  # the grandchild stays until its own child has ended
        os._exit(0)
    time.sleep(0.2)  # until all four are there
    say("child")
    os._exit(0)  # in the middle of the family

os.wait()
print(f"parent {os.getpid()}: PID {child} is gone, its descendants live on")
