# Who reaps, the handler or the main program? If the child has ended when the handler gets to run, the handler
# (h), and the main program finds no child (e). If the main program is in waitpid already, or enters it before
# Python runs the handler, it has the child, and the handler finds none (x) before the main program goes on (m).
#
# stdout: "he" exit 0
# stdout: "xm" exit 0
import os
import signal


def handle(*_):
    try:
        os.waitpid(-1, os.WNOHANG)
        os.write(1, b"h")
    except ChildProcessError:
        os.write(1, b"x")


signal.signal(signal.SIGCHLD, handle)
pid = os.fork()
if pid == 0:
    os._exit(0)
try:
    os.waitpid(pid, 0)
    os.write(1, b"m")
except ChildProcessError:
    os.write(1, b"e")
