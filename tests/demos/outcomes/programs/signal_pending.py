# The process signals itself: pending while blocked (p), handled as it unblocks (h), before anything else (u).
#
# stdout: "phu" exit 0
import os
import signal

signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"h"))
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
os.kill(os.getpid(), signal.SIGUSR1)
os.write(1, b"p" if signal.SIGUSR1 in signal.sigpending() else b"-")
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
os.write(1, b"u")
