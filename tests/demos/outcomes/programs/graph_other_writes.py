# writev and sendfile write too, each at once.
#
# stdout: "abp" exit 0
# stdout: "pab" exit 0
import os

file = os.open("f", os.O_RDWR | os.O_CREAT)
os.write(file, b"p")
if os.fork() == 0:
    os.writev(1, [b"a", b"b"])
    os._exit(0)
os.sendfile(1, file, 0, 1)
os.wait()
