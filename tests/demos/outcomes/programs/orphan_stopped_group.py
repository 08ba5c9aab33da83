# The leader (3) of a session ends, when its child, which is stopped and in a group of its own, is left in an
# orphaned process group: the kernel sends that SIGHUP and SIGCONT (setpgid(2), exit(3)): h, then c. r is when 3
# is reaped.
#
# stdout: ("r" | "h" "c") exit 0
import os
import signal

if os.fork() == 0:
    os.setsid()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGHUP, lambda *_: os.write(1, b"h"))
        os.setpgid(0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        os.write(1, b"c")
        os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    os._exit(0)
os.wait()
os.write(1, b"r")
