# /// hostile
# why = "posix_spawn makes processes by vfork, which share their parent's memory for a moment."
# ends = ["processes"]
# limits = { processes = 8 }
# orders = ["usual", "natural"]
# ///
import os
import sys

while True:
    os.posix_spawn(sys.executable, ["python3", "-S", "-E", "-c", "import signal; signal.pause()"], {})
