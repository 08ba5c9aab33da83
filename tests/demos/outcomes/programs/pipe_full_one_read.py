# As the child takes 1 byte out of a full pipe of 16 pages, no page is free yet and the parent may not go on
# (pipe(7): Linux counts in pages). It reads the page's rest, and the parent's byte fits.
#
# stdout: "rw" exit 0
import os

reading, writing = os.pipe()
os.write(writing, bytes(65536))
ready, done = os.pipe()
if os.fork() == 0:
    os.write(1, b"r")
    os.read(reading, 1)
    os.read(reading, 4095)
    os.read(ready, 1)
    os._exit(0)
os.write(writing, b"x")
os.write(1, b"w")
os.write(done, b"x")
os.wait()
