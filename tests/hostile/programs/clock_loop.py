# /// hostile
# why = "Waiting for a time that is an hour ahead, by looking at the clock only: a virtual clock must come to an end too."
# ends = ["cpu-time", "wall-time"]
# limits = { cpu_seconds = 0.25, wall_seconds = 0.5 }
# orders = ["usual", "natural"]
# ///
import os
import time

os.fork()
end = time.time() + 3600
while time.time() < end:
    time.perf_counter()
