# SIGTERM stays pending while the child is stopped, and is the first thing that happens as it is continued: no c.
#
# stdout: "T" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    os.write(1, b"c")
    os._exit(0)
os.waitpid(child, os.WUNTRACED)
os.kill(child, signal.SIGTERM)
os.kill(child, signal.SIGCONT)
_, status = os.waitpid(child, 0)
os.write(1, b"T" if os.WIFSIGNALED(status) else b"E")
