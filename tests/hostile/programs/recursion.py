# /// hostile
# why = "Recursion without end runs out of stack or of memory, here and not in the tracer that reads the frames."
# ends = ["signaled SIGSEGV", "memory", "exited 1", "cpu-time"]
# limits = { memory_bytes = 60_000_000, cpu_seconds = 3.0 }
# orders = ["usual", "natural"]
# prints = ["RecursionError caught"]
# ///
import sys


def deeper(n):
    return deeper(n + 1) + 1


try:
    deeper(0)
except RecursionError:
    print("RecursionError caught", flush=True)
sys.setrecursionlimit(2**31 - 1)
deeper(0)
print("ESCAPED")
