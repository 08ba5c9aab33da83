# The second child is made when the first one has been reaped. q is free against b; p is free against a.
#
# stdout: ("a" | "p") ("b" | "q") exit 0
import os

for child, parent in ((b"a", b"p"), (b"b", b"q")):
    if os.fork() == 0:
        os.write(1, child)
        os._exit(0)
    os.write(1, parent)
    os.wait()
