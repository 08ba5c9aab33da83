# The parent waits for nobody: its child may end before it writes e, after that, or when the parent is gone already
# and no handler runs.
#
# stdout: "he" exit 0
# stdout: "eh" exit 0
# stdout: "e" exit 0
import os
import signal

signal.signal(signal.SIGCHLD, lambda *_: os.write(1, b"h"))
if os.fork() == 0:
    os._exit(0)
os.write(1, b"e")
os._exit(0)
