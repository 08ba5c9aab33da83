# A non-blocking read takes what is there now: the byte, or nothing. The write end stays open, so it is never EOF.
#
# stdout: "a" exit 0
# stdout: "none" exit 0
import os

reading, writing = os.pipe()
os.set_blocking(reading, False)
if os.fork() == 0:
    os.write(writing, b"a")
    os._exit(0)
try:
    os.write(1, os.read(reading, 1))
except BlockingIOError:
    os.write(1, b"none")
