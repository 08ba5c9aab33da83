# /// hostile
# why = "A vfork child holds up its parent for as long as it likes, and runs in its memory."
# ends = ["cpu-time", "wall-time"]
# limits = { wall_seconds = 0.5, cpu_seconds = 0.25 }
# orders = ["usual", "natural"]
# prints = ["children of children\n"]
# ///
import ctypes
import os

CLONE = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
CLONE_VM, CLONE_VFORK = 0x100, 0x4000
libc = ctypes.PyDLL(None)
for depth in range(4):
    if os.fork() == 0:  # The shared stack stays whole: the vfork comes by itself, in a child that never returns.
        if libc.syscall(CLONE, CLONE_VFORK, 0, 0, 0, 0) == 0:
            if libc.syscall(CLONE, CLONE_VFORK, 0, 0, 0, 0) == 0:
                os._exit(3)
            os._exit(4)
        os._exit(5)
    assert os.waitstatus_to_exitcode(os.wait()[1]) == 5
os.write(1, b"children of children\n")
if libc.syscall(CLONE, CLONE_VFORK, 0, 0, 0, 0) == 0:
    while True:
        pass
