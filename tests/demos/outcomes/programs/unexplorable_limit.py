# RLIMIT_NPROC counts the processes of a user, over all that run.
#
# unexplorable: limits
# stdout: "no" exit 0
# stdout: "yes" exit 0
import os
import resource

resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
try:
    if os.fork() == 0:
        os._exit(0)
    os.write(1, b"yes")
except BlockingIOError:
    os.write(1, b"no")
