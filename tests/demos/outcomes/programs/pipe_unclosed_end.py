# The child reads up to EOF, but holds a write end itself: no EOF ever comes, and the parent waits for it.
#
# stdout: "a" deadlock
import os

reading, writing = os.pipe()
if os.fork() == 0:
    while data := os.read(reading, 10):
        os.write(1, data)
    os._exit(0)
os.write(writing, b"a")
os.close(writing)
os.wait()
