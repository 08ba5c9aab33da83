# The child sleeps before its c. Ignored, that orders nothing. Trusted, the parent is done long before.
#
# stdout: "cp" exit 0
# stdout: "pc" exit 0
# sleeps: trusted
# stdout: "pc" exit 0
import os
import time

if os.fork() == 0:
    time.sleep(1)
    os.write(1, b"c")
    os._exit(0)
os.write(1, b"p")
os.wait()
