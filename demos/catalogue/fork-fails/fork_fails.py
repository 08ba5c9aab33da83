"""fork can fail: then there is no child, and Python raises OSError."""

import os
import resource
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)


def try_to_fork():
    try:
        child = os.fork()
    except BlockingIOError as error:  # the OSError for errno EAGAIN
        print(f"fork raised {type(error).__name__}: {error}")
        return
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    print(f"fork returned {child}")


soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)  # how many processes a user may have
try_to_fork()

print("now no process of this user may fork")
resource.setrlimit(resource.RLIMIT_NPROC, (0, hard))  # root, though, is above this limit
try_to_fork()

print("now the limit is as before")
resource.setrlimit(resource.RLIMIT_NPROC, (soft, hard))
try_to_fork()
