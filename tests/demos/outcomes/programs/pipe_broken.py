# The child waits for the first byte, so that write finds a reader. The child then ends; if it has before the second
# write, there is no reader any more: EPIPE (Python ignores SIGPIPE).
#
# stdout: "ok" exit 0
# stdout: "broken" exit 0
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.close(writing)
    os.read(reading, 1)
    os._exit(0)
os.close(reading)
os.write(writing, b"x")
try:
    os.write(writing, b"y")
    os.write(1, b"ok")
except BrokenPipeError:
    os.write(1, b"broken")
os.wait()
