# /// hostile
# why = "Each child forks twice and leaves its session, so that neither its group nor its parent leads to it."
# ends = ["processes"]
# limits = { processes = 24 }
# orders = ["usual", "natural"]
# ///
import os
import signal

while True:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.setsid()
            signal.pause()
        os._exit(0)
    os.wait()
