# The lock belongs to the open file: the first child unlocks it for its parent too, and the second child gets it.
# Both letters come after that, in either order.
#
# stdout: "ab" exit 0
# stdout: "ba" exit 0
import fcntl
import os

file = os.open("f", os.O_WRONLY | os.O_CREAT)
fcntl.flock(file, fcntl.LOCK_EX)
if os.fork() == 0:
    fcntl.flock(file, fcntl.LOCK_UN)
    os.write(1, b"a")
    os._exit(0)
if os.fork() == 0:
    fcntl.flock(os.open("f", os.O_WRONLY), fcntl.LOCK_EX)
    os.write(1, b"b")
    os._exit(0)
os.wait()
os.wait()
