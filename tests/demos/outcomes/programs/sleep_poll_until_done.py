# The same without the number: the loop ends when the child has, whatever the sleeps take.
#
# stdout: "cp" exit 0
# sleeps: trusted
# stdout: "cp" exit 0
import os
import time

child = os.fork()
if child == 0:
    time.sleep(1)
    os.write(1, b"c")
    os._exit(0)
while os.waitpid(child, os.WNOHANG) == (0, 0):
    time.sleep(0.3)
os.write(1, b"p")
