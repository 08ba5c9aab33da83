# The child's group is the child and the grandchild, if that is born. SIGTERM to its own group ends both; the
# parent is in another group and sees T. The grandchild has written g or not; when the parent prints, it may
# still be about to. It was sent the signal before the child's end, and dies of it before its next operation, or
# after one it had begun.
#
# stdout: "T" exit 0
# stdout: "gT" exit 0
# stdout: "Tg" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    if os.fork() == 0:
        os.write(1, b"g")
        signal.pause()
    os.killpg(0, signal.SIGTERM)
    signal.pause()
_, status = os.waitpid(child, 0)
os.write(1, b"T" if os.WIFSIGNALED(status) else b"E")
