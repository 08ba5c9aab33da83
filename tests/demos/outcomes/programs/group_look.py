# The parent looks at the child's group: still its own (2's), or already 3. It is the program's group that is meant.
#
# stdout: "old" exit 0
# stdout: "new" exit 0
import os

child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    os._exit(0)
os.write(1, b"new" if os.getpgid(child) == child else b"old")
os.wait()
