# The lock belongs to the open file, which fork shares: both have it, and it holds back nobody.
#
# stdout: ("a" "b" | "c" "d") exit 0
import fcntl
import os

file = os.open("f", os.O_WRONLY | os.O_CREAT)
child = os.fork()
fcntl.flock(file, fcntl.LOCK_EX)
for letter in "ab" if child == 0 else "cd":
    os.write(1, letter.encode())
if child == 0:
    os._exit(0)
os.wait()
