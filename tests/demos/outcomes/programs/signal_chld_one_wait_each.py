# The handler reaps one child, if one is there; the main program reaps what it finds. When a child ends while
# the main program is in its wait, the main program gets it and the handler finds nothing (or the other one). So
# 0, 1 or 2 are left to the main program.
#
# stdout: "0" exit 0
# stdout: "1" exit 0
# stdout: "2" exit 0
import os
import signal


def handle(*_):
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        pass


signal.signal(signal.SIGCHLD, handle)
for _ in range(2):
    if os.fork() == 0:
        os._exit(0)
left = 0
try:
    while os.wait():
        left += 1
except ChildProcessError:
    os.write(1, b"%d" % left)
