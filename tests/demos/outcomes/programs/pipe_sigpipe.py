# The same with SIGPIPE at its default: the second write, or none, ends the parent by signal 13.
#
# stdout: "ok" exit 0
# stdout: "" signal 13
import os
import signal

signal.signal(signal.SIGPIPE, signal.SIG_DFL)
reading, writing = os.pipe()
if os.fork() == 0:
    os.close(writing)
    os.read(reading, 1)
    os._exit(0)
os.close(reading)
os.write(writing, b"x")
os.write(writing, b"y")
os.write(1, b"ok")
