# The parent computes for ever. The child prints whenever it wants to, as it does not depend on the parent.
#
# stdout: "c" never ends
# cpu_seconds: 1
import os

if os.fork() == 0:
    os.write(1, b"c")
    os._exit(0)
while True:
    pass
