# /// hostile
# why = "One line that never ends: a reader of lines would keep it all."
# ends = ["output"]
# limits = { output_bytes = 8192 }
# orders = ["usual", "natural"]
# prints = ["bytes left out"]
# ///
import sys

while True:
    sys.stdout.write("A" * 1000)
