# /// hostile
# why = "A path deeper than any that a tool can name, with names as long as allowed."
# ends = ["exited 0"]
# prints = ["deep"]
# ///
import os

depth = 0
try:
    while depth < 100_000:
        os.mkdir("d" * 255)
        os.chdir("d" * 255)
        depth += 1
except OSError:
    pass
print("deep", depth, "ESCAPED" if depth > 10_000 else "")
