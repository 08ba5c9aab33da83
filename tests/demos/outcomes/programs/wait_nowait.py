# WNOWAIT leaves the zombie: the same status twice. The third time there is no child: n.
#
# stdout: "77n" exit 0
import os

child = os.fork()
if child == 0:
    os._exit(7)
result = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
os.write(1, b"%d" % result.si_status)
_, status = os.waitpid(child, 0)
os.write(1, b"%d" % os.WEXITSTATUS(status))
try:
    os.waitpid(child, 0)
except ChildProcessError:
    os.write(1, b"n")
