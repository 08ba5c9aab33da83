# Three looks. The child has written when one of them finds it: c, then the number of that look.
# If none does: "-", and c is before or after that.
#
# stdout: "c0" exit 0
# stdout: "c1" exit 0
# stdout: "c2" exit 0
# stdout: "c-" exit 0
# stdout: "-c" exit 0
import os

child = os.fork()
if child == 0:
    os.write(1, b"c")
    os._exit(0)
for look in range(3):
    if os.waitpid(child, os.WNOHANG)[0]:
        os.write(1, b"%d" % look)
        break
else:
    os.write(1, b"-")
    os.waitpid(child, 0)
