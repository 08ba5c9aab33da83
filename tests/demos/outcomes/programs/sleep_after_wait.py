# The sleep begins when the child is reaped: the order is forced, whatever a sleep means.
#
# stdout: "cp" exit 0
# sleeps: trusted
# stdout: "cp" exit 0
import os
import time

if os.fork() == 0:
    time.sleep(2)
    os.write(1, b"c")
    os._exit(0)
os.wait()
time.sleep(1)
os.write(1, b"p")
