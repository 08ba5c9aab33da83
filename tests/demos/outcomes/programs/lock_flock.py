# Whoever has the lock writes both letters before the other one gets it. The child's end releases it.
#
# stdout: "abcd" exit 0
# stdout: "cdab" exit 0
import fcntl
import os


def lock() -> int:
    file = os.open("f", os.O_WRONLY | os.O_CREAT)
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


if os.fork() == 0:
    lock()
    os.write(1, b"a")
    os.write(1, b"b")
    os._exit(0)
locked = lock()
os.write(1, b"c")
os.write(1, b"d")
os.close(locked)
os.wait()
