# /// hostile
# why = "A chain in which each process lives only to make the next: no kill by PID ever meets a living one."
# ends = ["exited 0, then wall-time", "exited 0, then cpu-time", "exited 0, then processes"]
# limits = { wall_seconds = 0.4, cpu_seconds = 0.4 }
# orders = ["usual", "natural"]
# ///
import os

while True:
    if os.fork():
        os._exit(0)
