"""A pipe comes to its end only when the last process that could write to it has closed it."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

WRITERS = 2

reader, writer = os.pipe()

for number in range(1, WRITERS + 1):
    if os.fork() == 0:
        time.sleep(0.5 * number)
        os.write(writer, f"text of PID {os.getpid()}".encode())
        os._exit(0)  # this closes the child's copy of the write end

os.close(writer)  # the parent has one too

# read() blocks while the pipe is empty and somebody could still write to it.
while data := os.read(reader, 100):
    print(f"parent: read {data}")
print(f"parent: read {data}, the end: no process has the write end open")

for number in range(WRITERS):
    os.wait()
