# /// hostile
# why = "The tracer reads the line out of the interpreter's memory, where the program may write whatever it likes."
# ends = ["signaled *", "exited *", "cpu-time", "wall-time", "memory"]
# limits = { wall_seconds = 2.0, cpu_seconds = 1.0 }
# prints = ["forging"]
# ///
import ctypes
import os
import sys

print("forging", flush=True)
api = ctypes.pythonapi
api.PyThreadState_Get.restype = api.PyInterpreterState_Get.restype = ctypes.c_void_p
thread, interpreter = api.PyThreadState_Get(), api.PyInterpreterState_Get()
GETPPID, EXIT = {"x86_64": (110, 231), "aarch64": (173, 94)}[os.uname().machine]
libc = ctypes.CDLL(None)
frame = sys._getframe()
code = frame.f_code
for address, size in ((id(code) + 16, 160), (id(frame) + 16, 96), (thread, 160), (interpreter, 400)):
    for value in (address, 0xFFFF_FFFF_FFFF_FFF8, 8, id(code), 0x7FFF_FFFF_F000):
        if os.fork() == 0:
            call = libc.syscall  # Everything that is needed afterwards is at hand.
            words = (ctypes.c_uint64 * (size // 8)).from_address(address)
            for index in range(size // 8):
                words[index] = value
                call(GETPPID)
            call(EXIT, 0)
        os.wait()
