# Each opens (and empties) the file, then writes at 0. Child done before the parent opens: p. Parent done before
# the child opens: cc. Both open, then p over cc: pc; then cc over p: cc.
#
# stdout: "p" exit 0
# stdout: "cc" exit 0
# stdout: "pc" exit 0
import os

if os.fork() == 0:
    file = os.open("f", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(file, b"cc")
    os._exit(0)
file = os.open("f", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
os.write(file, b"p")
os.wait()
os.write(1, os.pread(file, 10, 0))
