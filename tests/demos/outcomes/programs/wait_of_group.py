# waitpid(0) is for children of the caller's own process group. The first child leaves it before it ends, and so is
# never a zombie in it: the second one is found. The first is reaped by its PID.
#
# stdout: "21" exit 0
import os

first = os.fork()
if first == 0:
    os.setpgid(0, 0)
    os._exit(1)
if os.fork() == 0:
    os._exit(2)
_, status = os.waitpid(0, 0)
os.write(1, b"%d" % os.WEXITSTATUS(status))
_, status = os.waitpid(first, 0)
os.write(1, b"%d" % os.WEXITSTATUS(status))
