# What /proc tells of another process changes with more than operations: it may be running, sleeping, or a zombie.
#
# unexplorable: proc
# stdout: "R" exit 0
# stdout: "S" exit 0
# stdout: "Z" exit 0
# stdout: "t" exit 0
import os

child = os.fork()
if child == 0:
    os._exit(0)
with open(f"/proc/{child}/stat") as file:
    state = file.read().split()[2]
os.write(1, state.encode())
os.wait()
