# One look at the pidfd: the child has ended by then, or it has not.
#
# stdout: "dead" exit 0
# stdout: "alive" exit 0
import os
import select

child = os.fork()
if child == 0:
    os._exit(0)
ready, _, _ = select.select([os.pidfd_open(child)], [], [], 0)
os.write(1, b"dead" if ready else b"alive")
