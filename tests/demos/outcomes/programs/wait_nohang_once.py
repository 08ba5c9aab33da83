# One look: the child is a zombie by then, or it is not.
#
# stdout: "dead" exit 0
# stdout: "alive" exit 0
import os

child = os.fork()
if child == 0:
    os._exit(0)
pid, _ = os.waitpid(child, os.WNOHANG)
os.write(1, b"dead" if pid else b"alive")
