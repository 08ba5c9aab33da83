"""sys.exit() does not end the process itself: it raises SystemExit, which can be caught."""

import sys

# Send each line at once, so that the order of events can be seen.
sys.stdout.reconfigure(line_buffering=True)

CODE = 7  # the exit code that sys.exit asks for

try:
    print(f"calling sys.exit({CODE})")
    sys.exit(CODE)
except SystemExit as request:
    print(f"caught SystemExit, its code is {request.code}")
finally:
    print("finally blocks run as well")

print("still here: the program runs on to its end")
# Nobody asks for an exit code any more, so it is 0.
