# A pidfd is readable when its process has ended: after c, a zombie that can be reaped at once.
#
# stdout: "cz" exit 0
import os
import select

child = os.fork()
if child == 0:
    os.write(1, b"c")
    os._exit(0)
select.select([os.pidfd_open(child)], [], [])
pid, _ = os.waitpid(child, os.WNOHANG)
os.write(1, b"z" if pid else b"?")
