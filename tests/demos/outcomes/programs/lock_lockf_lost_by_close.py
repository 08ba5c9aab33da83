# A process loses its POSIX locks on a file when it closes any descriptor of that file (fcntl(2)): the child's
# one try is before that, or after.
#
# unexplorable: record locks
# stdout: "got" exit 0
# stdout: "refused" exit 0
import fcntl
import os

file = os.open("f", os.O_WRONLY | os.O_CREAT)
fcntl.lockf(file, fcntl.LOCK_EX)
if os.fork() == 0:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.write(1, b"got")
    except BlockingIOError:
        os.write(1, b"refused")
    os._exit(0)
os.close(os.open("f", os.O_RDONLY))
os.wait()
