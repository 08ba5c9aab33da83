# The child has the handler from birth; it writes t and ends with 1. It may run before a, between, after b; or
# SIGTERM comes too late, or so early that Python's own work after a fork forgets it: then a, b and 0.
#
# stdout: "t1" exit 0
# stdout: "at1" exit 0
# stdout: "abt1" exit 0
# stdout: "ab0" exit 0
import os
import signal


def handle(*_):
    os.write(1, b"t")
    os._exit(1)


signal.signal(signal.SIGTERM, handle)
child = os.fork()
if child == 0:
    os.write(1, b"a")
    os.write(1, b"b")
    os._exit(0)
os.kill(child, signal.SIGTERM)
_, status = os.waitpid(child, 0)
os.write(1, b"%d" % os.WEXITSTATUS(status))
