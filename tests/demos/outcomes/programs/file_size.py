# stat says how long the file is at that moment: 0, 1 or 3 bytes.
#
# stdout: "0" exit 0
# stdout: "1" exit 0
# stdout: "3" exit 0
import os

file = os.open("f", os.O_WRONLY | os.O_CREAT)
if os.fork() == 0:
    os.write(file, b"a")
    os.write(file, b"bc")
    os._exit(0)
os.write(1, b"%d" % os.stat("f").st_size)
os.wait()
