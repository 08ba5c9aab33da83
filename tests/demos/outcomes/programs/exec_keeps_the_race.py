# exec changes neither PID nor parent: the new program's text races with the parent's, its status is reaped by PID.
#
# stdout: "cp5" exit 0
# stdout: "pc5" exit 0
import os
import sys

child = os.fork()
if child == 0:
    code = "import os; os.write(1, b'c'); os._exit(5)"
    os.execv(sys.executable, [sys.executable, "-S", "-c", code])
os.write(1, b"p")
_, status = os.waitpid(child, 0)
os.write(1, b"%d" % os.WEXITSTATUS(status))
