"""A deadlock: the reader waits for the end of a pipe that it holds open itself."""

import os
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

reader, writer = os.pipe()

child = os.fork()
if child == 0:
    # Missing here: os.close(writer). The child has a copy of the write end.
    while data := os.read(reader, 100):
        print(f"child  {os.getpid()}: read {data}")
    print(f"child  {os.getpid()}: that was all")
    os._exit(0)

os.write(writer, b"hello")
os.close(writer)
print(f"parent {os.getpid()}: I have closed my write end, and wait for PID {child}")
os.waitpid(child, 0)
print(f"parent {os.getpid()}: my child has ended")
