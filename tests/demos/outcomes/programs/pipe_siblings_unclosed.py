# The parent waits with its write end open: B gets A's byte, but never EOF, and all is stuck. A is reaped, B is not.
#
# stdout: "a" deadlock
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.write(writing, b"a")
    os._exit(0)
if os.fork() == 0:
    os.close(writing)
    while data := os.read(reading, 10):
        os.write(1, data)
    os._exit(0)
os.wait()
os.wait()
