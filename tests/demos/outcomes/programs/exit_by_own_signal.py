# The first process ends by SIGKILL; its child may write before or after that, but has nobody to stop it.
#
# stdout: "ac" signal 9
# stdout: "ca" signal 9
import os
import signal

if os.fork() == 0:
    os.write(1, b"c")
    os._exit(0)
os.write(1, b"a")
os.kill(os.getpid(), signal.SIGKILL)
