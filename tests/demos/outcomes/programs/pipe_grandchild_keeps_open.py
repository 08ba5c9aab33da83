# EOF comes when the last write end is closed: the grandchild's, when it ends, after its g.
#
# stdout: "ge" exit 0
import os

reading, writing = os.pipe()
if os.fork() == 0:
    if os.fork() == 0:
        os.write(1, b"g")
    os._exit(0)
os.close(writing)
os.read(reading, 1)
os.write(1, b"e")
