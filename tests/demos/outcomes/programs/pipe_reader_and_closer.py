# The child closes the only write end after one byte; the parent reads twice: the byte, then EOF. No other order.
#
# stdout: "x-" exit 0
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.write(writing, b"x")
    os.close(writing)
    os._exit(0)
os.close(writing)
for _ in range(2):
    os.write(1, os.read(reading, 1) or b"-")
