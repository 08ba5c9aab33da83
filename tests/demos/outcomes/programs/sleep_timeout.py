# A timeout is a sleep too. Ignored: it may be over before the byte comes. Trusted: the byte comes at second 1 of 2.
#
# stdout: "byte" exit 0
# stdout: "timeout" exit 0
# sleeps: trusted
# stdout: "byte" exit 0
import os
import select
import time

reading, writing = os.pipe()
if os.fork() == 0:
    time.sleep(1)
    os.write(writing, b"x")
    os._exit(0)
ready, _, _ = select.select([reading], [], [], 2)
os.write(1, b"byte" if ready else b"timeout")
os.wait()
