# The child sends SIGUSR1 before it ends. If the parent has no handler by then, it dies. Else the handler has
# run when the wait for the child is over.
#
# stdout: "" signal 10
# stdout: "hk" exit 0
import os
import signal

parent = os.getpid()
if os.fork() == 0:
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"h"))
os.wait()
os.write(1, b"k")
