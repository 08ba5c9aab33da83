# A child inherits no alarm: c is always written. The parent's may end it before the child ends, or be cancelled
# first. Trusted: the child needs no time.
#
# stdout: "" signal 14
# stdout: "c" signal 14
# stdout: "cp" exit 0
# sleeps: trusted
# stdout: "cp" exit 0
import os
import signal

signal.alarm(1)
if os.fork() == 0:
    os.write(1, b"c")
    os._exit(0)
os.wait()
signal.alarm(0)
os.write(1, b"p")
