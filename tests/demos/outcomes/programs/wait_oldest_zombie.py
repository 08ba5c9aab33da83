# Both children are zombies: Linux looks for one in the order of birth (do_wait_thread walks the list of children).
#
# stdout: "12" exit 0
import os

children = []
for code in (1, 2):
    pid = os.fork()
    if pid == 0:
        os._exit(code)
    children.append(pid)
for pid in reversed(children):
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
for _ in children:
    _, status = os.wait()
    os.write(1, b"%d" % os.WEXITSTATUS(status))
