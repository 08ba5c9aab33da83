# O_NONBLOCK belongs to the open file, which fork shares. If the child sets it first, the parent's read is
# refused. If the parent waits in its read already, it goes on waiting (pipe_read looks at the flag before it
# sleeps), and for ever.
#
# unexplorable: kernel
# stdout: "refused" exit 0
# stdout: "" deadlock
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.set_blocking(reading, False)
    os._exit(0)
try:
    os.read(reading, 1)
except BlockingIOError:
    os.write(1, b"refused")
