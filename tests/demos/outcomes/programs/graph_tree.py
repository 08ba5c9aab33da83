# Each waits for its own child before its last letter: G before C, and C before P. p and c are free until then.
# Grandchild g; child c, G's end, C; parent p, C's end, P.
#
# stdout: ("p" | ("c" | "g") "C") "P" exit 0
import os

if os.fork() == 0:
    if os.fork() == 0:
        os.write(1, b"g")
        os._exit(0)
    os.write(1, b"c")
    os.wait()
    os.write(1, b"C")
    os._exit(0)
os.write(1, b"p")
os.wait()
os.write(1, b"P")
