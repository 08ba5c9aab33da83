# With sleeps ignored, the alarm goes off at any time after it was set: before s, after it, when
# Python has put the default action back on its way out (_PySignal_Fini), which ends the process, or after the end.
# Trusted: at second 1 of a sleep of 2, which then goes on.
#
# stdout: "as" exit 0
# stdout: "sa" exit 0
# stdout: "s" signal 14
# stdout: "s" exit 0
# sleeps: trusted
# stdout: "as" exit 0
import os
import signal
import time

signal.signal(signal.SIGALRM, lambda *_: os.write(1, b"a"))
signal.alarm(1)
time.sleep(2)
os.write(1, b"s")
