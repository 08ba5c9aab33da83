# How long the child's wait took is a matter of the clock. (No second has passed, or one and more has.)
#
# unexplorable: time
# stdout: "quick" exit 0
# stdout: "slow" exit 0
import os
import time

began = time.monotonic()
if os.fork() == 0:
    os._exit(0)
os.wait()
os.write(1, b"quick" if time.monotonic() - began < 1 else b"slow")
