# /// hostile
# why = "What is in a pipe is the kernel's memory, and that of all runs of this user together is bounded."
# ends = ["exited 0", "memory"]
# limits = { memory_bytes = 150_000_000 }
# orders = ["usual", "natural"]
# prints = ["filled"]
# ///
import errno
import fcntl
import os

F_SETPIPE_SZ = 1031
filled = 0
refused = set()
for _ in range(12):
    if os.fork() == 0:
        break
else:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            os._exit(0)
try:
    while filled < 200_000_000:
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        try:
            fcntl.fcntl(writer, F_SETPIPE_SZ, 1024 * 1024)
        except OSError as error:
            refused.add(errno.errorcode[error.errno])
        try:
            while True:
                filled += os.write(writer, bytes(65536))
        except BlockingIOError:
            pass
except OSError as error:
    refused.add(errno.errorcode[error.errno])
os.write(1, f"filled {filled // 2**20} MiB, {sorted(refused)}\n{'ESCAPED' * (filled > 50_000_000)}".encode())
