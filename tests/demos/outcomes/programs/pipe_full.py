# A pipe holds 64 KiB (pipe(7)). Nobody reads, but a read end is open: the writer waits for ever.
#
# stdout: "full" deadlock
import os

reading, writing = os.pipe()
os.write(writing, bytes(65536))
os.write(1, b"full")
os.write(writing, b"x")
os.write(1, b"never")
