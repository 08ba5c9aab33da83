# The child's signal is handled before the sleep, in it (which then goes on, PEP 475), or after s; at the latest
# in the wait. Trusted: in the sleep.
#
# stdout: "hs" exit 0
# stdout: "sh" exit 0
# sleeps: trusted
# stdout: "hs" exit 0
import os
import signal
import time

parent = os.getpid()
signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"h"))
if os.fork() == 0:
    time.sleep(1)
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
time.sleep(5)
os.write(1, b"s")
os.wait()
