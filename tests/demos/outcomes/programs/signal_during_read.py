# The child signals first, then writes: whether the parent's read was interrupted (it is made again) or not
# begun yet, the handler has run before the byte is printed.
#
# stdout: "hr" exit 0
import os
import signal

parent = os.getpid()
reading, writing = os.pipe()
signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"h"))
if os.fork() == 0:
    os.kill(parent, signal.SIGUSR1)
    os.write(writing, b"r")
    os._exit(0)
os.write(1, os.read(reading, 1))
os.wait()
