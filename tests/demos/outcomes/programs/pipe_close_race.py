# The parent's write needs a reader: the child's end is the only one, and the child closes it some time, by its
# exit. Before the write: EPIPE. After: the byte is lost, and nobody knows.
#
# stdout: "written" exit 0
# stdout: "broken" exit 0
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os._exit(0)
os.close(reading)
try:
    os.write(writing, b"x")
    os.write(1, b"written")
except BrokenPipeError:
    os.write(1, b"broken")
