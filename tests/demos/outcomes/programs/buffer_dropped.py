# _exit flushes nothing: the child's copy of a and its c are lost.
#
# stdout: "ap" exit 0
import os

print("a", end="")
if os.fork() == 0:
    print("c", end="")
    os._exit(0)
os.wait()
print("p", end="")
