# A stops itself, B continues A. B too early: A stays stopped, which the parent sees (s), and waits for ever. In
# time, when the parent has seen A stopped: s and A's a in either order, then e. In time, but before the parent
# has looked: it sees the end only.
#
# stdout: "s" deadlock
# stdout: "sae" exit 0
# stdout: "ase" exit 0
# stdout: "ae" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    os.write(1, b"a")
    os._exit(0)
if os.fork() == 0:
    os.kill(child, signal.SIGCONT)
    os._exit(0)
_, status = os.waitpid(child, os.WUNTRACED)
if os.WIFSTOPPED(status):
    os.write(1, b"s")
    os.waitpid(child, 0)
os.write(1, b"e")
