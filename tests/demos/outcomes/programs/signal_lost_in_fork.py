# The child inherits the handler. But a signal that comes before CPython has finished fork in the child is
# forgotten: PyOS_AfterFork_Child clears what the C handler has noted (_PySignal_AfterFork). Else it is handled
# when the read is over, because the parent's byte comes after the signal.
#
# stdout: "handled" exit 0
# stdout: "lost" exit 0
import os
import signal

handled = False


def handle(*_):
    global handled
    handled = True


signal.signal(signal.SIGUSR1, handle)
reading, writing = os.pipe()
child = os.fork()
if child == 0:
    os.read(reading, 1)
    os.write(1, b"handled" if handled else b"lost")
    os._exit(0)
os.kill(child, signal.SIGUSR1)
os.write(writing, b"x")
os.waitpid(child, 0)
