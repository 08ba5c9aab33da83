# Two signals of one kind may be one when the first is still pending, for the kernel or for Python. The parent
# prints how often its handler ran when the child is reaped: both were sent by then.
#
# stdout: "1" exit 0
# stdout: "2" exit 0
import os
import signal

count = 0


def handle(*_):
    global count
    count += 1


parent = os.getpid()
signal.signal(signal.SIGUSR1, handle)
if os.fork() == 0:
    os.kill(parent, signal.SIGUSR1)
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
os.wait()
os.write(1, b"%d" % count)
