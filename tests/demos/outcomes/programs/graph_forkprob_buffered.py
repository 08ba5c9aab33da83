# CS:APP, "forkprob0", with stdout a pipe: each process flushes all that it has printed at once, at its exit.
# Child: x is 2, then 1. Parent: its own x becomes 0. Two flushes, in either order.
#
# stdout: "p1: 2\np2: 1\np2: 0\n" exit 0
# stdout: "p2: 0\np1: 2\np2: 1\n" exit 0
import os

x = 1
if os.fork() == 0:
    x += 1
    print("p1:", x)
x -= 1
print("p2:", x)
