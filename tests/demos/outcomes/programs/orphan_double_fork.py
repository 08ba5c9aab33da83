# The child (3) ends at once and is reaped: r. The grandchild sees it or PID 1, and is waited for by nobody.
# When 3 was reaped before the grandchild looks, it sees 1; when it looks before that, what it prints may still
# come late.
#
# stdout: ("3" | "r") exit 0
# stdout: ("1" | "r") exit 0
import os

if os.fork() == 0:
    if os.fork() == 0:
        os.write(1, b"%d" % os.getppid())
    os._exit(0)
os.wait()
os.write(1, b"r")
