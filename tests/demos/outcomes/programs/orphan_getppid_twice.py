# Once adopted, for good: 2 2, 2 1 or 1 1, but never 1 2.
#
# stdout: "22" exit 0
# stdout: "21" exit 0
# stdout: "11" exit 0
import os

if os.fork() == 0:
    os.write(1, b"%d" % os.getppid())
    os.write(1, b"%d" % os.getppid())
