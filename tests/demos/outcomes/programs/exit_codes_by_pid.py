# Each is reaped by its PID, in the order of the forks, whatever order they end in.
#
# stdout: "0 10 20 " exit 0
import os

children = []
for number in range(3):
    pid = os.fork()
    if pid == 0:
        os._exit(10 * number)
    children.append(pid)
for pid in children:
    _, status = os.waitpid(pid, 0)
    os.write(1, b"%d " % os.WEXITSTATUS(status))
