"""exec keeps a descriptor open, unless it is marked close-on-exec."""

import os
import sys

# Send each line at once: exec would drop what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

LOOK = """
import os, sys
for number in sys.argv[1:]:
    try:
        os.fstat(int(number))
        print(f"after exec: descriptor {number} is open")
    except OSError:  # errno EBADF
        print(f"after exec: descriptor {number} is closed")
"""

usual, inherited = os.pipe()  # Python marks both as close-on-exec...
os.set_inheritable(inherited, True)  # ...and here takes the mark off again

child = os.fork()
if child == 0:
    for number in (usual, inherited):
        os.fstat(number)  # would fail if it were closed
        print(f"after fork: descriptor {number} is open")
    command = [sys.executable, "-c", LOOK, str(usual), str(inherited)]
    os.execv(sys.executable, command)

os.waitpid(child, 0)
