# A status has 8 bits: 263 becomes 7, -1 becomes 255. A text goes to stderr and means 1.
#
# stdout: "7 255 1 " stderr: "bye\n" exit 0
import os
import sys

for code in (263, -1, "bye"):
    if os.fork() == 0:
        if code == 263:
            os._exit(code)
        sys.exit(code)
    _, status = os.wait()
    os.write(1, b"%d " % os.WEXITSTATUS(status))
