# /// hostile
# why = "Children that send no signal when they die (exit signal 0) are not seen by a plain wait."
# ends = ["processes"]
# limits = { processes = 16 }
# orders = ["usual", "natural"]
# ///
import ctypes
import os
import signal

CLONE = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
libc = ctypes.PyDLL(None)
while True:
    if libc.syscall(CLONE, 0, 0, 0, 0, 0) == 0:
        signal.pause()
