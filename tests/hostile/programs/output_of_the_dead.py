# /// hostile
# why = "A daemon holds the output open when its parent has ended long ago, and closes it never."
# ends = ["exited 0, then wall-time"]
# limits = { wall_seconds = 0.3 }
# orders = ["natural"]
# prints = ["first"]
# ///
import os
import signal

print("first", flush=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        signal.pause()
    os._exit(0)
os._exit(0)
