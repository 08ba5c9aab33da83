# The child's end releases its lock before it makes it a zombie: a poll then may find it or not.
#
# stdout: "zombie" exit 0
# stdout: "not yet" exit 0
import fcntl
import os

reading, writing = os.pipe()
child = os.fork()
file = os.open("f", os.O_WRONLY | os.O_CREAT)
if child == 0:
    fcntl.flock(file, fcntl.LOCK_EX)
    os.write(writing, b"x")
    os._exit(0)
os.read(reading, 1)
fcntl.flock(file, fcntl.LOCK_EX)
pid, _ = os.waitpid(child, os.WNOHANG)
os.write(1, b"zombie" if pid else b"not yet")
