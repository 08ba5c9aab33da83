# /// hostile
# why = "A process that becomes another program again and again never gets anywhere, but keeps the kernel busy."
# ends = ["wall-time", "cpu-time"]
# limits = { wall_seconds = 0.5, cpu_seconds = 0.5 }
# orders = ["usual", "natural"]
# ///
import os
import sys

os.execv(
    sys.executable, [sys.executable, "-I", "-S", "-c", "import sys, os; os.execv(sys.orig_argv[0], sys.orig_argv)"]
)
