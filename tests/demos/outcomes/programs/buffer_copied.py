# What is in the buffer at the fork is in both: the child flushes ac at its exit, then the parent ap.
#
# stdout: "acap" exit 0
import os
import sys

print("a", end="")
if os.fork() == 0:
    print("c", end="")
    sys.exit()
os.wait()
print("p", end="")
