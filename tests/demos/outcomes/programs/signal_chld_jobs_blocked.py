# CS:APP, "procmask2": with SIGCHLD blocked until the job is on the list, it is always taken off. The C handler
# writes the byte for which the main program waits (set_wakeup_fd).
#
# stdout: "0" exit 0
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
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
pid = os.fork()
if pid == 0:
    os._exit(0)
jobs.add(pid)
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
os.read(reading, 1)
os.write(1, b"%d" % len(jobs))
