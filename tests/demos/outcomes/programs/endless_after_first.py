# The first process ends, whatever its child does. That sleeps for ever.
#
# stdout: "p" exit 0
import os
import time

if os.fork() == 0:
    while True:
        time.sleep(1)
os.write(1, b"p")
