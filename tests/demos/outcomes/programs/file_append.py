# O_APPEND goes to the end at each write, whoever opened it.
#
# stdout: "aab" exit 0
# stdout: "baa" exit 0
import os

if os.fork() == 0:
    file = os.open("f", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(file, b"aa")
    os._exit(0)
file = os.open("f", os.O_RDWR | os.O_CREAT | os.O_APPEND)
os.write(file, b"b")
os.wait()
os.write(1, os.pread(file, 10, 0))
