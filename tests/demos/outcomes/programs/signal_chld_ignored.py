# SIGCHLD ignored: no zombie. The wait blocks until the last child is gone, and then there is none to reap.
#
# stdout: "abe" exit 0
# stdout: "bae" exit 0
import os
import signal

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for letter in (b"a", b"b"):
    if os.fork() == 0:
        os.write(1, letter)
        os._exit(0)
try:
    os.wait()
except ChildProcessError:
    os.write(1, b"e")
