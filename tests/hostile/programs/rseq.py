# /// hostile
# why = "Restartable sequences let the kernel jump where the program says when it is interrupted."
# ends = ["exited 0"]
# prints = ["children"]
# orders = ["usual", "natural"]
# ///
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
RSEQ = {"x86_64": 334, "aarch64": 293}[os.uname().machine]
said = []
for signature, flags in ((0x53053053, 0), (0, 0), (0x53053053, 1), (1, 2)):
    if os.fork() == 0:
        area = ctypes.create_string_buffer(96)
        aligned = (ctypes.addressof(area) + 31) & ~31
        libc.syscall(RSEQ, ctypes.c_void_p(aligned), 32, flags, signature)
        ctypes.c_uint64.from_address(aligned + 8).value = 0x4141414141414141
        for _ in range(1000):
            os.getppid()
        os._exit(0)
    said.append(os.waitstatus_to_exitcode(os.wait()[1]))
print("children", said)
