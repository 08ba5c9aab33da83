# The second child is waited for first, whoever ends first.
#
# stdout: "21" exit 0
import os

children = []
for code in (1, 2):
    pid = os.fork()
    if pid == 0:
        os._exit(code)
    children.append(pid)
for pid in reversed(children):
    _, status = os.waitpid(pid, 0)
    os.write(1, b"%d" % os.WEXITSTATUS(status))
