# A read returns what is there, up to what it asks for. If both bytes are, one read; else two. Then EOF.
#
# stdout: "ab|" exit 0
# stdout: "a|b|" exit 0
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.write(writing, b"a")
    os.write(writing, b"b")
    os._exit(0)
os.close(writing)
while data := os.read(reading, 10):
    os.write(1, data + b"|")
os.wait()
