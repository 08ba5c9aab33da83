# After SIGCONT: if the child has not ended when the parent looks, it is reported as continued (c), and as ended
# by the next wait (e). If it has, its end is all that is reported: a zombie is no longer continued.
#
# stdout: "ce" exit 0
# stdout: "e" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    os._exit(0)
os.waitpid(child, os.WUNTRACED)
os.kill(child, signal.SIGCONT)
_, status = os.waitpid(child, os.WCONTINUED)
if os.WIFCONTINUED(status):
    os.write(1, b"c")
    _, status = os.waitpid(child, 0)
os.write(1, b"e")
