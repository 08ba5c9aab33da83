# One byte, three readers, no writer left: whoever reads first has it, the others get EOF and print nothing.
#
# stdout: "1" exit 0
# stdout: "2" exit 0
# stdout: "3" exit 0
import os

reading, writing = os.pipe()
os.write(writing, b"x")
os.close(writing)
for name in (b"1", b"2", b"3"):
    if os.fork() == 0:
        if os.read(reading, 1):
            os.write(1, name)
        os._exit(0)
for _ in range(3):
    os.wait()
