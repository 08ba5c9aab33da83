# /// hostile
# why = "Each process takes little; together they take too much."
# ends = ["memory"]
# limits = { memory_bytes = 60_000_000 }
# orders = ["usual", "natural"]
# ///
import os
import signal

for _ in range(4):
    os.fork()
held = bytearray(os.urandom(1024)) * 8192
signal.pause()
