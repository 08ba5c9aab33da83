# The parent sleeps for ever. The child prints and ends; nobody reaps it.
#
# stdout: "c" never ends
import os
import time

if os.fork() == 0:
    os.write(1, b"c")
    os._exit(0)
while True:
    time.sleep(1)
