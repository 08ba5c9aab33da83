# The first process ends well. Its child waits for itself for ever, which is no matter of the first one's end.
#
# stdout: "p" exit 0
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.read(reading, 1)
    os._exit(0)
os.write(1, b"p")
