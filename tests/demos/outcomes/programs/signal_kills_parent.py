# The child kills its parent, which is taken away at once or a little later: getppid is still 2, or 1 already.
#
# stdout: "1" signal 9
# stdout: "2" signal 9
import os
import signal

if os.fork() == 0:
    os.kill(os.getppid(), signal.SIGKILL)
    os.write(1, b"%d" % os.getppid())
    os._exit(0)
signal.pause()
