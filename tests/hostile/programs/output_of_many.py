# /// hostile
# why = "Several processes flood both streams at once."
# ends = ["output"]
# limits = { output_bytes = 8192 }
# orders = ["usual", "natural"]
# prints = ["bytes left out"]
# ///
import os

os.fork()
os.fork()
while True:
    os.write(1, b"out" * 999)
    os.write(2, b"err" * 999)
