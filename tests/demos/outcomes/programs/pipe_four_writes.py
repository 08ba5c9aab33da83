# Two writers of two bytes each into one pipe: each keeps its own order. Read at the end, the pipe has any merge.
#
# stdout: ("a" "b" | "c" "d") exit 0
import os

reading, writing = os.pipe()
for text in ("ab", "cd"):
    if os.fork() == 0:
        for letter in text:
            os.write(writing, letter.encode())
        os._exit(0)
os.wait()
os.wait()
os.write(1, os.read(reading, 10))
