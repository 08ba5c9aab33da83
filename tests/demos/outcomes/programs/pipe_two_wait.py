# Each reads first and would write then: both wait for ever.
#
# stdout: "" deadlock
import os

here, there = os.pipe(), os.pipe()
if os.fork() == 0:
    os.read(there[0], 1)
    os.write(here[1], b"x")
    os._exit(0)
os.read(here[0], 1)
os.write(there[1], b"x")
os.write(1, b"never")
