"""A blocked signal is not lost: it stays pending, and is delivered when it is unblocked."""

import os
import signal
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

SIGNALS = 3  # how often the parent sends SIGUSR1


def handler(number, frame):
    print("child:  the handler runs")


signal.signal(signal.SIGUSR1, handler)
# Block it before the fork: the child inherits the mask, so no signal can come too early.
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])

child = os.fork()
if child == 0:
    time.sleep(0.5)  # work that no signal may interrupt
    pending = signal.SIGUSR1 in signal.sigpending()
    print(f"child:  my work was not interrupted; is SIGUSR1 pending? {pending}")
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
    print("child:  SIGUSR1 is not blocked any more")
    os._exit(0)

for number in range(SIGNALS):
    os.kill(child, signal.SIGUSR1)
print(f"parent: I have sent SIGUSR1 to PID {child}, {SIGNALS} times")
os.waitpid(child, 0)
