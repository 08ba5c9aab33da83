# /// hostile
# why = "Each lock on a byte of a file is an object in the kernel."
# ends = ["exited 0", "wall-time", "cpu-time"]
# limits = { wall_seconds = 5.0 }
# prints = ["begins"]
# orders = ["natural"]
# ///
import errno
import fcntl
import struct

print("begins", flush=True)
with open("file", "wb") as file:
    locks = 0
    try:
        while locks < 20_000:
            request = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 10**12 - 2 * locks, 1, 0)
            fcntl.fcntl(file, fcntl.F_SETLK, request)
            locks += 1
    except OSError as error:
        print(errno.errorcode[error.errno], "at", locks)
    else:
        print("ESCAPED")
