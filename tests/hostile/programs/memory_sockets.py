# /// hostile
# why = "What is in a socket's buffer is the kernel's memory: that of all sockets together is bounded."
# ends = ["exited 0", "memory"]
# limits = { memory_bytes = 150_000_000 }
# orders = ["usual", "natural"]
# prints = ["filled"]
# ///
import errno
import mmap
import os
import socket

total = mmap.mmap(-1, 4096)  # Each process's, in a slot of its own; none ends before all are done.
refused = set()
held = []
done, last = os.pipe()
for slot in range(8):
    if os.fork() == 0:
        break
else:
    os.close(last)
    os.read(done, 1)
    filled = sum(int.from_bytes(total[8 * n : 8 * n + 8], "little") for n in range(8))
    print("filled", filled // 2**20, "MiB", "ESCAPED" if filled > 64 * 2**20 else "")
    raise SystemExit
filled = 0
try:
    while filled < 200_000_000:
        pair = socket.socketpair()
        held.append(pair)
        for end in pair:
            end.setblocking(False)
            try:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 10_000_000)
            except OSError as error:
                refused.add(errno.errorcode[error.errno])
            try:
                while True:
                    filled += end.send(bytes(65536))
            except BlockingIOError:
                pass
except OSError as error:
    refused.add(errno.errorcode[error.errno])
total[8 * slot : 8 * slot + 8] = filled.to_bytes(8, "little")
os.close(last)
os.read(done, 1)  # Until the others have closed theirs too.
