# If the child has ended before its parent ignores SIGCHLD, it is a zombie, and reaped (r). Else it goes by
# itself (e).
#
# stdout: "r" exit 0
# stdout: "e" exit 0
import os
import signal

if os.fork() == 0:
    os._exit(0)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
try:
    os.wait()
    os.write(1, b"r")
except ChildProcessError:
    os.write(1, b"e")
