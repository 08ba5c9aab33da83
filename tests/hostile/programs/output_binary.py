# /// hostile
# why = "Bytes that are no text."
# ends = ["output"]
# limits = { output_bytes = 8192 }
# orders = ["usual", "natural"]
# prints = ["\\x"]
# ///
import os

while True:
    os.write(1, os.urandom(200) + bytes(range(128, 256)))
