# /// hostile
# why = "The kernel's locks, asked with addresses, numbers and times that make no sense."
# ends = ["exited 0"]
# prints = ["survived"]
# orders = ["usual", "natural"]
# ///
import ctypes
import os
import struct
import threading

libc = ctypes.CDLL(None, use_errno=True)
FUTEX, ROBUST, REQUEUE = {"x86_64": (202, 273, 449), "aarch64": (98, 99, 449)}[os.uname().machine]
word = ctypes.c_uint32(0)
address = ctypes.addressof(word)
soon = struct.pack("qq", 0, 1000)
for where in (0, 1, address, address + 1, 2**47, 2**64 - 4):
    for operation in (*range(16), *range(128, 144), 256, 4096, 2**31):
        for time in (None, soon, b"\xff" * 16):
            libc.syscall(FUTEX, ctypes.c_void_p(where), operation, 1, time, ctypes.c_void_p(where), 0)
libc.syscall(ROBUST, ctypes.c_void_p(8), 24)
libc.syscall(REQUEUE, ctypes.c_void_p(8), 128, 0, None, 0)
storm = [
    threading.Thread(target=lambda: [libc.syscall(FUTEX, ctypes.byref(word), 1, 2**31 - 1) for _ in range(200)])
    for _ in range(4)
]
for thread in storm:
    thread.start()
for thread in storm:
    thread.join()
if os.fork() == 0:
    libc.syscall(ROBUST, ctypes.c_void_p(address), 24)
    os._exit(0)
os.wait()
print("survived")
