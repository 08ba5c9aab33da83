# Ignored: it may go off before x or after x, but not when it is cancelled. Trusted: it is cancelled in time.
#
# stdout: "axy" exit 0
# stdout: "xay" exit 0
# stdout: "xy" exit 0
# sleeps: trusted
# stdout: "xy" exit 0
import os
import signal

signal.signal(signal.SIGALRM, lambda *_: os.write(1, b"a"))
signal.alarm(1)
os.write(1, b"x")
signal.alarm(0)
os.write(1, b"y")
