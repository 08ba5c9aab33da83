# One of two children is reaped. Is the first one still there? If it was the second one that was reaped.
#
# stdout: "yes" exit 0
# stdout: "no" exit 0
import os

children = []
for _ in range(2):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    children.append(pid)
os.wait()
try:
    os.kill(children[0], 0)
    os.write(1, b"yes")
except ProcessLookupError:
    os.write(1, b"no")
os.wait()
