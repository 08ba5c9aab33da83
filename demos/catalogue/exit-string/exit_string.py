"""What sys.exit() does with its argument: nothing, a number, or a text."""

import os
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

for argument in (None, 7, "child: something went wrong"):
    child = os.fork()
    if child == 0:
        sys.exit(argument)  # a text goes to stderr
    status = os.waitpid(child, 0)[1]
    print(f"sys.exit({argument!r}) gives exit code {os.waitstatus_to_exitcode(status)}")
