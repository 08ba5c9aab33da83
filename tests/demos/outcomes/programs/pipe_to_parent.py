# The read waits for data; hi is printed when it came.
#
# stdout: "hi" exit 0
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.write(writing, b"hi")
    os._exit(0)
os.write(1, os.read(reading, 10))
os.wait()
