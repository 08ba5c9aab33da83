# /// hostile
# why = "System calls from the bottom of a deep recursion: the line of each is looked for through all its frames."
# ends = ["exited 0"]
# prints = ["climbed"]
# ///
import os
import sys

sys.setrecursionlimit(10_000)


def deeper(n):
    if n % 100 == 0:
        os.getppid()
    if n:
        deeper(n - 1)


deeper(5000)
print("climbed")
