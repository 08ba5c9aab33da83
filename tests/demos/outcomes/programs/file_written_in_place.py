# Without the rename the reader may also find it empty, or half written. (Nothing read is nothing printed.)
#
# stdout: "none" exit 0
# stdout: "" exit 0
# stdout: "n" exit 0
# stdout: "new" exit 0
import os

if os.fork() == 0:
    file = os.open("f", os.O_WRONLY | os.O_CREAT)
    os.write(file, b"n")
    os.write(file, b"ew")
    os._exit(0)
try:
    os.write(1, os.read(os.open("f", os.O_RDONLY), 10))
except FileNotFoundError:
    os.write(1, b"none")
os.wait()
