# The parent writes more than fits; it goes on as the child reads. All 70000 bytes arrive. The parent's w comes when
# its write is done and before it closes; the child's total needs the EOF, and so comes after the close.
#
# stdout: "w70000" exit 0
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.close(writing)
    total = 0
    while data := os.read(reading, 65536):
        total += len(data)
    os.write(1, b"%d" % total)
    os._exit(0)
os.close(reading)
os.write(writing, bytes(70000))
os.write(1, b"w")
os.close(writing)
os.wait()
