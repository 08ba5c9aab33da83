# The parent puts both children into the first one's group, then ends the group: both by SIGTERM, 15.
#
# stdout: "15 15 " exit 0
import os
import signal

children = []
for _ in range(2):
    pid = os.fork()
    if pid == 0:
        signal.pause()
    children.append(pid)
    os.setpgid(pid, children[0])
os.killpg(children[0], signal.SIGTERM)
for pid in children:
    _, status = os.waitpid(pid, 0)
    os.write(1, b"%d " % os.WTERMSIG(status))
