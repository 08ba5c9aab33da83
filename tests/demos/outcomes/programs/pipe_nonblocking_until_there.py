# Asked again and again, the byte is there some time. How often it was not yet, nobody prints.
#
# stdout: "ca" exit 0
import os

reading, writing = os.pipe()
os.set_blocking(reading, False)
if os.fork() == 0:
    os.write(1, b"c")
    os.write(writing, b"a")
    os._exit(0)
while True:
    try:
        os.write(1, os.read(reading, 1))
        break
    except BlockingIOError:
        pass
