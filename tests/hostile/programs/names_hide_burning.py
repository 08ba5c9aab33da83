# /// hostile
# why = "CPU time is read from /proc/PID/stat, behind the name."
# ends = ["cpu-time"]
# limits = { cpu_seconds = 0.2 }
# orders = ["usual", "natural"]
# ///
import ctypes

ctypes.CDLL(None).prctl(15, b"a) R 1 1 1 1 (", 0, 0, 0)
while True:
    pass
