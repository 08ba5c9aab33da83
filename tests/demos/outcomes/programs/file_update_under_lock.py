# The same under flock, which each takes by opening the file itself: always 2.
#
# stdout: "2" exit 0
import fcntl
import os

file = os.open("f", os.O_RDWR | os.O_CREAT)
os.write(file, b"0")


def add() -> None:
    file = os.open("f", os.O_RDWR)
    fcntl.flock(file, fcntl.LOCK_EX)
    number = int(os.pread(file, 1, 0))
    os.pwrite(file, b"%d" % (number + 1), 0)
    os.close(file)


if os.fork() == 0:
    add()
    os._exit(0)
add()
os.wait()
os.write(1, os.pread(file, 1, 0))
