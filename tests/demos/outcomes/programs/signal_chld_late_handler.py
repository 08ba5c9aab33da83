# A child that has ended before the handler is installed is not told of: SIGCHLD was discarded.
#
# stdout: "0" exit 0
# stdout: "1" exit 0
import os
import signal

count = 0


def handle(*_):
    global count
    count += 1


if os.fork() == 0:
    os._exit(0)
signal.signal(signal.SIGCHLD, handle)
os.wait()
os.write(1, b"%d" % count)
