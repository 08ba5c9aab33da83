# Two locks, taken in opposite order. If each has its first before the other has its second, both wait for ever.
# Else one is done with both before the other gets its second: c p or p c.
#
# stdout: "cp" exit 0
# stdout: "pc" exit 0
# stdout: "" deadlock
import fcntl
import os


def lock(name: str) -> int:
    file = os.open(name, os.O_WRONLY | os.O_CREAT)
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


child = os.fork()
locked = [lock(name) for name in ("AB" if child == 0 else "BA")]
os.write(1, b"c" if child == 0 else b"p")
for file in locked:
    os.close(file)
if child == 0:
    os._exit(0)
os.wait()
