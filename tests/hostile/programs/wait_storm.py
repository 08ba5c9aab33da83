# /// hostile
# why = "A parent that asks without end for a child that never ends."
# ends = ["cpu-time", "wall-time"]
# limits = { cpu_seconds = 0.25, wall_seconds = 0.5 }
# orders = ["usual", "natural"]
# ///
import os
import signal

if os.fork() == 0:
    signal.pause()
while os.waitpid(-1, os.WNOHANG) == (0, 0):
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
