# The child goes back to the start some time: before the parent's first read, between its two, or after both.
# The reads then are a b, a a, or a b.
#
# stdout: "ab" exit 0
# stdout: "aa" exit 0
import os

file = os.open("f", os.O_RDWR | os.O_CREAT)
os.write(file, b"ab")
os.lseek(file, 0, os.SEEK_SET)
if os.fork() == 0:
    os.lseek(file, 0, os.SEEK_SET)
    os._exit(0)
os.write(1, os.read(file, 1))
os.write(1, os.read(file, 1))
os.wait()
