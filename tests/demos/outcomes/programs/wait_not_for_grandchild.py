# 4 is the grandchild, once it is born. It is never a child of the program (2): ECHILD, and no wait for its g.
#
# stdout: "gn" exit 0
# stdout: "ng" exit 0
import os

if os.fork() == 0:
    if os.fork() == 0:
        os.write(1, b"g")
    os._exit(0)
try:
    os.waitpid(4, 0)
except ChildProcessError:
    os.write(1, b"n")
