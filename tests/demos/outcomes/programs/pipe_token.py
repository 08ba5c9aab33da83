# A token goes round: each writes when it has it. The order is forced.
#
# stdout: "pcpc" exit 0
import os

here, there = os.pipe(), os.pipe()
if os.fork() == 0:
    for _ in range(2):
        os.read(there[0], 1)
        os.write(1, b"c")
        os.write(here[1], b"x")
    os._exit(0)
for _ in range(2):
    os.write(1, b"p")
    os.write(there[1], b"x")
    os.read(here[0], 1)
