# CS:APP, "procmask1". The handler takes the job off the list; if it runs before the job is on it, the job stays
# there for ever (1). The handler's byte tells the main program that it has run: a signal that comes between
# Python's look and the read is only noted, though, and its handler would run after the read, which waits for
# the handler's byte.
#
# stdout: "0" exit 0
# stdout: "1" exit 0
# stdout: "" deadlock
import os
import signal

jobs = set()
reading, writing = os.pipe()


def handle(*_):
    pid, _ = os.waitpid(-1, 0)
    jobs.discard(pid)
    os.write(writing, b"x")


signal.signal(signal.SIGCHLD, handle)
pid = os.fork()
if pid == 0:
    os._exit(0)
jobs.add(pid)
os.read(reading, 1)
os.write(1, b"%d" % len(jobs))
