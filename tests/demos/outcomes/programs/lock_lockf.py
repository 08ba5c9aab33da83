# POSIX record locks belong to the process: the file may be opened before the fork.
#
# unexplorable: record locks
# stdout: "abcd" exit 0
# stdout: "cdab" exit 0
import fcntl
import os

file = os.open("f", os.O_WRONLY | os.O_CREAT)
child = os.fork()
fcntl.lockf(file, fcntl.LOCK_EX)
for letter in "ab" if child == 0 else "cd":
    os.write(1, letter.encode())
if child == 0:
    os._exit(0)
fcntl.lockf(file, fcntl.LOCK_UN)
os.wait()
