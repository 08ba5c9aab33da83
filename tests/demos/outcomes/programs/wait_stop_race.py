# SIGSTOP from outside comes before the child's c (it writes when continued), after it, or after its end.
# Before: s, then c, then e. After: c s e. Too late: c e.
#
# stdout: "sce" exit 0
# stdout: "cse" exit 0
# stdout: "ce" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.write(1, b"c")
    os._exit(0)
os.kill(child, signal.SIGSTOP)
_, status = os.waitpid(child, os.WUNTRACED)
if os.WIFSTOPPED(status):
    os.write(1, b"s")
    os.kill(child, signal.SIGCONT)
    os.waitpid(child, 0)
os.write(1, b"e")
