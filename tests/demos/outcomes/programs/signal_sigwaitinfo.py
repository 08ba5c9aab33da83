# Of two SIGCHLDs the first stays, and says who ended; the second is dropped when the first is still pending. So
# whoever ended first. The children are not told apart by anything else.
#
# stdout: "1" exit 0
# stdout: "2" exit 0
import os
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
for code in (1, 2):
    if os.fork() == 0:
        os._exit(code)
os.write(1, b"%d" % signal.sigwaitinfo([signal.SIGCHLD]).si_status)
os.wait()
os.wait()
