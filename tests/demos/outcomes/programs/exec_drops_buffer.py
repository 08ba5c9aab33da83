# exec replaces the memory, and with it the buffer's copy: only the new program's text and the parent's own buffer.
#
# stdout: "newbuffer" exit 0
import os
import sys

print("buffer", end="")
if os.fork() == 0:
    os.execv(sys.executable, [sys.executable, "-S", "-c", "print('new', end='')"])
os.wait()
