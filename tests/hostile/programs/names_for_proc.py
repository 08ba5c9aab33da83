# /// hostile
# why = "A name that looks like more fields of /proc/PID/stat, or more lines of /proc/PID/status, must deceive nobody."
# ends = ["exited 0", "cpu-time"]
# limits = { cpu_seconds = 3.0 }
# prints = ["child 0"]
# orders = ["usual", "natural"]
# ///
import ctypes
import os
import time

NAMES = (
    b") Z 1 1 1 (",
    b"a\nState:\tZ",
    b"a\x1cTgid:\t1",
    b"x\x85NSpid:\t1",
    b"\xff\xfe) T",
    b"\n\n\n\n",
    b"",
    b") R 0) S 0 (",
    b"\x1b[2J",
    b"PPid:\t1\n",
    b"a\x0cSigCgt:\tf",
    b"%s%n%x",
)
libc = ctypes.CDLL(None)
for name in NAMES:
    libc.prctl(15, name, 0, 0, 0)
    if os.fork() == 0:
        libc.prctl(15, name[::-1], 0, 0, 0)
        time.sleep(0.01)
        os._exit(0)
    time.sleep(0.001)
    status = os.wait()[1]
    if status:
        print("ESCAPED", name, status)
print("child", status)
