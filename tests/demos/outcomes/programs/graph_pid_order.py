# PIDs are given out in order: the program is 2, its first child 3. The grandchild and the second child get 4 and 5,
# whichever is born first.
#
# stdout: "4" exit 0
# stdout: "5" exit 0
import os

if os.fork() == 0:
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    os._exit(0)
second = os.fork()
if second == 0:
    os._exit(0)
os.write(1, str(second).encode())
os.wait()
os.wait()
