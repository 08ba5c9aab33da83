# Python looks for signals behind each call. The handler may run behind fork (0), behind write or the first int,
# where x is not assigned yet (0), behind the second int (1), and behind the second write or in the wait (1).
#
# stdout: "0ab" exit 0
# stdout: "a0b" exit 0
# stdout: "a1b" exit 0
# stdout: "ab1" exit 0
import os
import signal

x = 0
parent = os.getpid()
signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"%d" % x))
if os.fork() == 0:
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
os.write(1, b"a")
x = int("1")
int("2")
os.write(1, b"b")
os.wait()
