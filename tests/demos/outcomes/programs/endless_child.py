# The parent waits for a child that never ends.
#
# stdout: "c" never ends
import os
import time

if os.fork() == 0:
    os.write(1, b"c")
    while True:
        time.sleep(1)
os.wait()
