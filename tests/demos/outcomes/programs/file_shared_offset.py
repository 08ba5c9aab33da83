# One open file, one offset: each write goes behind the other, in either order.
#
# stdout: "ab" exit 0
# stdout: "ba" exit 0
import os

file = os.open("f", os.O_RDWR | os.O_CREAT)
if os.fork() == 0:
    os.write(file, b"a")
    os._exit(0)
os.write(file, b"b")
os.wait()
os.write(1, os.pread(file, 10, 0))
