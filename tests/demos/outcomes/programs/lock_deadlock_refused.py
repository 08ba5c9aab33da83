# With POSIX locks the kernel sees the circle: who would close it gets EDEADLK (fcntl(2)), prints its capital
# letter and gives up its lock; the other one goes on: Cp or Pc. Without a circle: c p or p c.
#
# unexplorable: record locks
# stdout: "cp" exit 0
# stdout: "pc" exit 0
# stdout: "Cp" exit 0
# stdout: "Pc" exit 0
import errno
import fcntl
import os

files = [os.open(name, os.O_WRONLY | os.O_CREAT) for name in "AB"]
child = os.fork()
name = b"c" if child == 0 else b"p"
try:
    for file in files if child == 0 else reversed(files):
        fcntl.lockf(file, fcntl.LOCK_EX)
    os.write(1, name)
except OSError as error:
    assert error.errno == errno.EDEADLK
    os.write(1, name.upper())
for file in files:
    fcntl.lockf(file, fcntl.LOCK_UN)
if child == 0:
    os._exit(0)
os.wait()
