# The two add to one number in shared memory, where no system call shows who was first.
#
# unexplorable: shared memory
# stdout: "1" exit 0
# stdout: "2" exit 0
import mmap
import os

memory = mmap.mmap(-1, 4096)
child = os.fork()
memory[0] += 1
if child == 0:
    os._exit(0)
os.wait()
os.write(1, b"%d" % memory[0])
