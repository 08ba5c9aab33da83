# The offset is shared by readers too: whoever reads first has a. The parent prints when the child has.
#
# stdout: "ab" exit 0
# stdout: "ba" exit 0
import os

file = os.open("f", os.O_RDWR | os.O_CREAT)
os.write(file, b"ab")
os.lseek(file, 0, os.SEEK_SET)
if os.fork() == 0:
    os.write(1, os.read(file, 1))
    os._exit(0)
mine = os.read(file, 1)
os.wait()
os.write(1, mine)
