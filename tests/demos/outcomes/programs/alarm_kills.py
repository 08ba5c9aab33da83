# Without a handler it ends the process: before s, after s, or it comes too late. Trusted: at second 1.
#
# stdout: "" signal 14
# stdout: "s" signal 14
# stdout: "s" exit 0
# sleeps: trusted
# stdout: "" signal 14
import os
import signal
import time

signal.alarm(1)
time.sleep(2)
os.write(1, b"s")
