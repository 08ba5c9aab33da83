# Polled until there is no child any more. When only one is a zombie it is that one: both orders.
#
# stdout: "12" exit 0
# stdout: "21" exit 0
import os

for code in (1, 2):
    if os.fork() == 0:
        os._exit(code)
while True:
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        break
    if pid:
        os.write(1, b"%d" % os.WEXITSTATUS(status))
