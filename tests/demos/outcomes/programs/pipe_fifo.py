# Opening a FIFO waits for the other side (fifo(7)). o is free against c; then the byte passes.
#
# stdout: "rwx" exit 0
# stdout: "wrx" exit 0
import os

os.mkfifo("f")
if os.fork() == 0:
    os.write(1, b"w")
    writing = os.open("f", os.O_WRONLY)
    os.write(writing, b"x")
    os._exit(0)
os.write(1, b"r")
reading = os.open("f", os.O_RDONLY)
os.write(1, os.read(reading, 1))
os.wait()
