# /// hostile
# why = "A file without a name in no folder has no folder's bound."
# ends = ["exited 0"]
# prints = ["EPERM"]
# ///
import errno
import os

try:
    os.memfd_create("hidden")
    print("ESCAPED")
except OSError as error:
    print(errno.errorcode[error.errno])
