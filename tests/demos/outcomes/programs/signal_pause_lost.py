# "Not yet, so wait": if the signal comes between the look and the pause, or too early for the look to know, the
# handler has run or will not be run by Python before pause is over, which is never.
#
# stdout: "k" exit 0
# stdout: "" deadlock
import os
import signal

done = False


def handle(*_):
    global done
    done = True


parent = os.getpid()
signal.signal(signal.SIGUSR1, handle)
if os.fork() == 0:
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
if not done:
    signal.pause()
os.write(1, b"k")
