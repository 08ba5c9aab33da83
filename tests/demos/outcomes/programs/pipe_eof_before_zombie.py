# EOF comes as the child's end closes its descriptors. It becomes a zombie after that: a poll then may find it
# or not.
#
# stdout: "zombie" exit 0
# stdout: "not yet" exit 0
import os

reading, writing = os.pipe()
child = os.fork()
if child == 0:
    os._exit(0)
os.close(writing)
os.read(reading, 1)
pid, _ = os.waitpid(child, os.WNOHANG)
os.write(1, b"zombie" if pid else b"not yet")
