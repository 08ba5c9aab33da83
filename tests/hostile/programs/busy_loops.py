# /// hostile
# why = "Several processes compute at once: together they get as much time as one would."
# ends = ["cpu-time"]
# limits = { cpu_seconds = 0.25, wall_seconds = 8.0 }
# orders = ["usual", "random", "natural"]
# ///
import os

for _ in range(3):
    os.fork()
while True:
    pass
