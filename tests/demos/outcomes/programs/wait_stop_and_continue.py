# The child stops itself, is seen stopped (s), continued, writes c and ends (e). Each step waits for the one before.
#
# stdout: "sce" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    os.write(1, b"c")
    os._exit(0)
_, status = os.waitpid(child, os.WUNTRACED)
os.write(1, b"s" if os.WIFSTOPPED(status) else b"e")
os.kill(child, signal.SIGCONT)
_, status = os.waitpid(child, os.WUNTRACED)
os.write(1, b"s" if os.WIFSTOPPED(status) else b"e")
