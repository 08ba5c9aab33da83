# A writes, B reads up to EOF, the parent has closed both ends of its own: B ends when A has.
#
# stdout: "from A" exit 0
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.write(writing, b"from ")
    os.write(writing, b"A")
    os._exit(0)
if os.fork() == 0:
    os.close(writing)
    text = b""
    while data := os.read(reading, 10):
        text += data
    os.write(1, text)
    os._exit(0)
os.close(reading)
os.close(writing)
os.wait()
os.wait()
