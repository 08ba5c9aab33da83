# /// hostile
# why = "Processes that do nothing but let each other go first."
# ends = ["cpu-time", "wall-time"]
# limits = { cpu_seconds = 0.25, wall_seconds = 0.5 }
# orders = ["usual", "random", "natural"]
# ///
import os

os.fork()
os.fork()
while True:
    os.sched_yield()
