# Each child writes one byte; the parent takes them as they come.
#
# stdout: "ab" exit 0
# stdout: "ba" exit 0
import os

reading, writing = os.pipe()
for letter in (b"a", b"b"):
    if os.fork() == 0:
        os.write(writing, letter)
        os._exit(0)
for _ in range(2):
    os.write(1, os.read(reading, 1))
