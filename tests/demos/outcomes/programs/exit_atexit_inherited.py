# The child inherits the function and runs it at its sys.exit: x. The parent reaps it: 3. Then its own exit: x.
#
# stdout: "x3x" exit 0
import atexit
import os
import sys

atexit.register(lambda: os.write(1, b"x"))
if os.fork() == 0:
    sys.exit(3)
_, status = os.wait()
os.write(1, str(os.waitstatus_to_exitcode(status)).encode())
