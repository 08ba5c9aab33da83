# Two kinds don't coalesce. Python runs those that are noted by number: USR1 is 10, USR2 is 12. The child sends USR2
# first: if the parent handles that before USR1 comes, 21; if both are noted when it looks, 12.
#
# stdout: "12" exit 0
# stdout: "21" exit 0
import os
import signal

parent = os.getpid()
signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"1"))
signal.signal(signal.SIGUSR2, lambda *_: os.write(1, b"2"))
if os.fork() == 0:
    os.kill(parent, signal.SIGUSR2)
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
os.wait()
