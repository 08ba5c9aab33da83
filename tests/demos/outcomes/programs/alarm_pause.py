# Ignored: the alarm may go off before the pause begins, which then waits for ever. Trusted: in the pause.
#
# stdout: "ap" exit 0
# stdout: "a" deadlock
# stdout: "" deadlock
# sleeps: trusted
# stdout: "ap" exit 0
import os
import signal

signal.signal(signal.SIGALRM, lambda *_: os.write(1, b"a"))
signal.alarm(1)
signal.pause()
os.write(1, b"p")
