# Each child sends one of two signals; sigwait takes whichever is pending, the lowest first if both are.
#
# stdout: "12" exit 0
# stdout: "21" exit 0
import os
import signal

parent = os.getpid()
both = [signal.SIGUSR1, signal.SIGUSR2]
signal.pthread_sigmask(signal.SIG_BLOCK, both)
for number in both:
    if os.fork() == 0:
        os.kill(parent, number)
        os._exit(0)
for _ in both:
    os.write(1, b"1" if signal.sigwait(both) == signal.SIGUSR1 else b"2")
