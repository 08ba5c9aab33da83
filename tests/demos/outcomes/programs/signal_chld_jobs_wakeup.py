# CS:APP, "procmask1", without the deadlock: the C handler itself writes the byte (set_wakeup_fd), so the read
# is over, and then Python runs the handler, if it has not yet. On the list for ever (1) only if that was before
# add.
#
# stdout: "0" exit 0
# stdout: "1" exit 0
import os
import signal

jobs = set()
reading, writing = os.pipe()
os.set_blocking(writing, False)


def handle(*_):
    pid, _ = os.waitpid(-1, 0)
    jobs.discard(pid)


signal.set_wakeup_fd(writing)
signal.signal(signal.SIGCHLD, handle)
pid = os.fork()
if pid == 0:
    os._exit(0)
jobs.add(pid)
os.read(reading, 1)
os.write(1, b"%d" % len(jobs))
