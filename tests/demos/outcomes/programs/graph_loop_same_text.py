# Two forks in a loop make four processes. Each flushes its line at its exit; equal lines look the same in any
# order. The first process waits for nobody and may be the first to end: the others' lines are printed all the
# same.
#
# stdout: "x\nx\nx\nx\n" exit 0
import os

for _ in range(2):
    os.fork()
print("x")
