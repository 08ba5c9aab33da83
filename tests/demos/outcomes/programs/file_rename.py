# The file gets its name when all of it is written: the reader finds all of it, or none.
#
# stdout: "new" exit 0
# stdout: "none" exit 0
import os

if os.fork() == 0:
    file = os.open("f.tmp", os.O_WRONLY | os.O_CREAT)
    os.write(file, b"n")
    os.write(file, b"ew")
    os.rename("f.tmp", "f")
    os._exit(0)
try:
    os.write(1, os.read(os.open("f", os.O_RDONLY), 10))
except FileNotFoundError:
    os.write(1, b"none")
os.wait()
