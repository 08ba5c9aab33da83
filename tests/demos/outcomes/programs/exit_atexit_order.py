# Functions run in reverse. The child has a and b from its parent and c of its own: c b a. The parent then b a.
#
# stdout: "cbaba" exit 0
import atexit
import os
import sys

atexit.register(lambda: os.write(1, b"a"))
atexit.register(lambda: os.write(1, b"b"))
if os.fork() == 0:
    atexit.register(lambda: os.write(1, b"c"))
    sys.exit()
os.wait()
