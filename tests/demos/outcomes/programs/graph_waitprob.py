# CS:APP, "waitprob". Child: a, c. Parent: b, then it waits for the child, then c.
# b is anywhere before, between or after the child's two; the parent's c is last.
#
# stdout: "abcc" exit 0
# stdout: "acbc" exit 0
# stdout: "bacc" exit 0
import os

if os.fork() == 0:
    os.write(1, b"a")
else:
    os.write(1, b"b")
    os.wait()
os.write(1, b"c")
