# Both add 1 to what they read. One after the other: 2. If both read 0 before either writes: 1.
#
# stdout: "1" exit 0
# stdout: "2" exit 0
import os

file = os.open("f", os.O_RDWR | os.O_CREAT)
os.write(file, b"0")


def add() -> None:
    number = int(os.pread(file, 1, 0))
    os.pwrite(file, b"%d" % (number + 1), 0)


if os.fork() == 0:
    add()
    os._exit(0)
add()
os.wait()
os.write(1, os.pread(file, 1, 0))
