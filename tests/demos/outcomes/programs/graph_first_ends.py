# The first process exits with 3 and waits for nobody. What the child prints after that is printed all the same.
#
# stdout: ("p" | "c" "d") exit 3
import os
import sys

if os.fork() == 0:
    os.write(1, b"c")
    os.write(1, b"d")
    os._exit(0)
os.write(1, b"p")
sys.exit(3)
