# Two children end. Their SIGCHLDs are handled one by one, or the second comes while the first is pending: one.
# Both have come when both are reaped.
#
# stdout: "1" exit 0
# stdout: "2" exit 0
import os
import signal

count = 0


def handle(*_):
    global count
    count += 1


signal.signal(signal.SIGCHLD, handle)
children = []
for _ in range(2):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    children.append(pid)
for pid in children:
    os.waitpid(pid, 0)
os.write(1, b"%d" % count)
