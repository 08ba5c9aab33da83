# The parent puts the first child into a group of its own, which also works with a zombie, and waits for that group.
#
# stdout: "12" exit 0
import os

first = os.fork()
if first == 0:
    os._exit(1)
if os.fork() == 0:
    os._exit(2)
os.setpgid(first, first)
_, status = os.waitpid(-first, 0)
os.write(1, b"%d" % os.WEXITSTATUS(status))
_, status = os.waitpid(-1, 0)
os.write(1, b"%d" % os.WEXITSTATUS(status))
