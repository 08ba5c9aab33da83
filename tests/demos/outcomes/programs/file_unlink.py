# A name that is gone cannot be opened; a file that is open can be read.
#
# stdout: "data" exit 0
# stdout: "gone" exit 0
import os

file = os.open("f", os.O_WRONLY | os.O_CREAT)
os.write(file, b"data")
if os.fork() == 0:
    os.unlink("f")
    os._exit(0)
try:
    os.write(1, os.read(os.open("f", os.O_RDONLY), 10))
except FileNotFoundError:
    os.write(1, b"gone")
os.wait()
