# With sleeps ignored a timeout may be over at any time: before the child's signal, or it comes first.
# Trusted, the child needs no time, and the second is never over.
#
# stdout: "signal" exit 0
# stdout: "timeout" exit 0
# sleeps: trusted
# stdout: "signal" exit 0
import os
import signal

parent = os.getpid()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
if os.fork() == 0:
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
found = signal.sigtimedwait([signal.SIGUSR1], 1)
os.write(1, b"signal" if found else b"timeout")
os.wait()
