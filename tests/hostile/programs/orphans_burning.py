# /// hostile
# why = "The first process ends at once; its orphans compute on, as a miner that wants to stay would."
# ends = ["exited 0, then cpu-time"]
# limits = { cpu_seconds = 0.2 }
# orders = ["usual", "natural"]
# ///
import os

for _ in range(4):
    if os.fork() == 0:
        os.setsid()
        while True:
            pass
