"""Of what a process exits with, the parent gets to see the lowest 8 bits: 0 to 255."""

import os
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

CODE = 1000  # a number of your own

for code in (255, 256, 257, -1, CODE):
    child = os.fork()
    if child == 0:
        os._exit(code)
    status = os.waitpid(child, 0)[1]
    # In Python, code & 255 is the same as code % 256.
    print(f"_exit({code}) arrives as {os.waitstatus_to_exitcode(status)}")
