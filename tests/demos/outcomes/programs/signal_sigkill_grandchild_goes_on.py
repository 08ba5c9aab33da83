# SIGKILL ends the child only. If it has forked before, the grandchild writes g, some time. The parent: k when
# reaped.
#
# stdout: "k" exit 0
# stdout: "gk" exit 0
# stdout: "kg" exit 0
import os
import signal

child = os.fork()
if child == 0:
    if os.fork() == 0:
        os.write(1, b"g")
    os._exit(0)
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)
os.write(1, b"k")
