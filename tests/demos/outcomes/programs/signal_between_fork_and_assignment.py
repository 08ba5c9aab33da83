# The handler may run when fork has returned and pid is not assigned yet. At the latest it runs as the wait ends.
#
# stdout: "early" exit 0
# stdout: "late" exit 0
import os
import signal

pid = None
parent = os.getpid()
signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"early" if pid is None else b"late"))
pid = os.fork()
if pid == 0:
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
os.waitpid(pid, 0)
