# CS:APP, problem 8.18. The first child registers a function that writes 2, and its own child inherits that.
# Four processes, of which nobody waits: 1 (the first), 0 (its second child), 1 2 (its first child), 0 2 (that
# one's).
#
# stdout: ("1" | "0" | "1" "2" | "0" "2") exit 0
import atexit
import os

if os.fork() == 0:
    atexit.register(lambda: os.write(1, b"2"))
if os.fork() == 0:
    os.write(1, b"0")
else:
    os.write(1, b"1")
