# The only child leaves the group that waitpid(0) is for. If it has left before: no such child (n). If it leaves
# while the parent waits, Linux does not wake the parent then, nor at the child's end, which is of another group
# by then (child_wait_callback): it waits for ever.
#
# unexplorable: kernel
# stdout: "n" exit 0
# stdout: "" deadlock
import os

if os.fork() == 0:
    os.setpgid(0, 0)
    os._exit(0)
try:
    os.waitpid(0, 0)
except ChildProcessError:
    os.write(1, b"n")
