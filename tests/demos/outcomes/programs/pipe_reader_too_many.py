# One byte, two readers, and the parent keeps the write end: whoever comes second waits for ever, so does the
# parent.
#
# stdout: "1" deadlock
# stdout: "2" deadlock
import os

reading, writing = os.pipe()
os.write(writing, b"x")
for name in (b"1", b"2"):
    if os.fork() == 0:
        os.read(reading, 1)
        os.write(1, name)
        os._exit(0)
os.wait()
os.wait()
