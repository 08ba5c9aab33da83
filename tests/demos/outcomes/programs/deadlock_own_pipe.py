# Who reads its own empty pipe waits for itself. The child has written c, or writes it: it does not depend on that.
#
# stdout: "c" deadlock
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.write(1, b"c")
    os._exit(0)
os.read(reading, 1)
