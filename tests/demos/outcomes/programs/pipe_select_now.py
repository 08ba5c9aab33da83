# select with a timeout of 0 says what is ready now.
#
# stdout: "ready" exit 0
# stdout: "not yet" exit 0
import os
import select

reading, writing = os.pipe()
if os.fork() == 0:
    os.write(writing, b"a")
    os._exit(0)
ready, _, _ = select.select([reading], [], [], 0)
os.write(1, b"ready" if ready else b"not yet")
os.wait()
