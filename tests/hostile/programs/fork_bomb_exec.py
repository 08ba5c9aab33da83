# /// hostile
# why = "Every process forks and becomes a new program."
# ends = ["processes"]
# limits = { processes = 8 }
# orders = ["usual", "natural"]
# ///
import os
import sys

os.fork()
os.execv(sys.executable, [sys.executable, "-S", "-E", sys.argv[0]])
