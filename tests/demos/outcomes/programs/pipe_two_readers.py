# Each child takes one of the two bytes, whoever reads first takes a. Then each writes what it has, in either order.
#
# stdout: "1a2b" exit 0
# stdout: "2b1a" exit 0
# stdout: "1b2a" exit 0
# stdout: "2a1b" exit 0
import os

reading, writing = os.pipe()
os.write(writing, b"ab")
for name in (b"1", b"2"):
    if os.fork() == 0:
        data = os.read(reading, 1)
        os.write(1, name + data)
        os._exit(0)
os.wait()
os.wait()
