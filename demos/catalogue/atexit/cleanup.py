"""A child inherits its parent's atexit functions, and sys.exit() in the child runs them."""

import atexit
import os
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

UNDERSCORE = 0  # 1: the child leaves with os._exit instead

notes = f"notes-{os.getpid()}.txt"  # the parent's file
open(notes, "w").close()


def clean_up():
    if os.path.exists(notes):
        os.remove(notes)
        print(f"PID {os.getpid()}: my atexit function removes the file")


atexit.register(clean_up)  # meant for the parent's end

child = os.fork()
if child == 0:
    if UNDERSCORE:
        os._exit(0)
    sys.exit(0)  # ends the child as it would end the parent: with atexit functions

os.waitpid(child, 0)
print(f"parent: the child has ended, my file exists: {os.path.exists(notes)}")
