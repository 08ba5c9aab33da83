# exec of what is not there returns, with an error: the child is still the program, with its buffer.
#
# stdout: "bufferno" exit 0
import os
import sys

print("buffer", end="")
if os.fork() == 0:
    try:
        os.execv("/missing", ["missing"])
    except FileNotFoundError:
        print("no", end="")
        sys.exit()
os.wait()
os._exit(0)
