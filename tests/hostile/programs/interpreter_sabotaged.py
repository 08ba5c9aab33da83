# /// hostile
# why = "An interpreter told never to end: hooks, destructors, threads and exit functions that go on for ever."
# ends = ["cpu-time", "wall-time"]
# limits = { cpu_seconds = 0.2, wall_seconds = 0.6 }
# orders = ["usual", "natural"]
# prints = ["last words"]
# ///
import atexit
import builtins
import gc
import os
import sys
import threading


class Immortal:
    def __del__(self):
        Immortal.again = Immortal()
        while True:
            pass


def never(*_):
    sys.stdout.write("last words\n")
    sys.stdout.flush()
    while True:
        pass


os._exit = os.kill = builtins.exit = never
sys.excepthook = sys.unraisablehook = never
threading._shutdown = gc.collect = never
atexit.register(never)
keep = Immortal()
raise SystemError("no end")
