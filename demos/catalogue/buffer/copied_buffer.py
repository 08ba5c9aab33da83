"""What print() has not yet sent waits in a buffer, and fork copies the buffer too."""

import os
import sys

# Keep what is printed in the buffer, as for a file or a pipe (a terminal gets lines at once).
sys.stdout.reconfigure(line_buffering=False)

FLUSH = 0  # 1 to empty the buffer before the fork

print(f"printed once, by PID {os.getpid()}")
if FLUSH:
    sys.stdout.flush()

# If the line still waits, there are two copies of it from here on.
child = os.fork()
if child != 0:
    os.waitpid(child, 0)

# Both end here, and whoever ends sends what is in the buffer.
print(f"PID {os.getpid()} ends")
