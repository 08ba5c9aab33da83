# SIGTERM is ignored from birth (SIG_IGN is inherited): the child always gets to its end.
#
# stdout: "cE" exit 0
import os
import signal

signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = os.fork()
if child == 0:
    os.write(1, b"c")
    os._exit(0)
os.kill(child, signal.SIGTERM)
_, status = os.waitpid(child, 0)
os.write(1, b"T" if os.WIFSIGNALED(status) else b"E")
