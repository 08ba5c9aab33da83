# The parent tries once. Before the child's lock: p, and the child's a b after that, since the parent still has
# it. After the child's end: a b p. In between it is refused (x), which it prints before, between or after a b,
# or, when the child has not ended yet, after b.
#
# stdout: "pab" exit 0
# stdout: "abp" exit 0
# stdout: "xab" exit 0
# stdout: "axb" exit 0
# stdout: "abx" exit 0
import fcntl
import os

if os.fork() == 0:
    file = os.open("f", os.O_WRONLY | os.O_CREAT)
    fcntl.flock(file, fcntl.LOCK_EX)
    os.write(1, b"a")
    os.write(1, b"b")
    os._exit(0)
file = os.open("f", os.O_WRONLY | os.O_CREAT)
try:
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.write(1, b"p")
except BlockingIOError:
    os.write(1, b"x")
os.close(file)
os.wait()
