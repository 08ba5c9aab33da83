# The same with each line flushed at once: the parent's line may also come between the child's two.
#
# stdout: "p1: 2\np2: 1\np2: 0\n" exit 0
# stdout: "p1: 2\np2: 0\np2: 1\n" exit 0
# stdout: "p2: 0\np1: 2\np2: 1\n" exit 0
import os

x = 1
if os.fork() == 0:
    x += 1
    print("p1:", x, flush=True)
x -= 1
print("p2:", x, flush=True)
