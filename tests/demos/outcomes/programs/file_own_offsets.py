# Opened twice, each has an offset of its own, 0: the later write overwrites what it covers.
# aa over b: aa. b over aa: ba.
#
# stdout: "aa" exit 0
# stdout: "ba" exit 0
import os

if os.fork() == 0:
    file = os.open("f", os.O_WRONLY | os.O_CREAT)
    os.write(file, b"aa")
    os._exit(0)
file = os.open("f", os.O_RDWR | os.O_CREAT)
os.write(file, b"b")
os.wait()
os.write(1, os.pread(file, 10, 0))
