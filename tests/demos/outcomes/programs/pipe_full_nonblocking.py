# A non-blocking write into a full pipe is refused, unless the child has read a page of it before.
#
# stdout: "full" exit 0
# stdout: "ok" exit 0
import os

reading, writing = os.pipe()
os.write(writing, bytes(65536))
os.set_blocking(writing, False)
if os.fork() == 0:
    os.read(reading, 4096)
    os._exit(0)
try:
    os.write(writing, b"x")
    os.write(1, b"ok")
except BlockingIOError:
    os.write(1, b"full")
