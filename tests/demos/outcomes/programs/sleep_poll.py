# Polled each 0.3 s, a child that sleeps for 1 s is found at 1.2 s: after looks at 0, 0.3, 0.6 and 0.9 that
# found nothing.
#
# sleeps: trusted
# stdout: "4" exit 0
import os
import time

child = os.fork()
if child == 0:
    time.sleep(1)
    os._exit(0)
looks = 0
while os.waitpid(child, os.WNOHANG) == (0, 0):
    looks += 1
    time.sleep(0.3)
os.write(1, b"%d" % looks)
