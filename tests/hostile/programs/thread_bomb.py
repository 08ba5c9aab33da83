# /// hostile
# why = "Threads are no processes, but the kernel must keep each."
# ends = ["exited 0"]
# limits = { processes = 16 }
# orders = ["usual", "natural"]
# prints = ["no more threads"]
# ///
import os
import threading

started = 0
try:
    while started < 5000:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
        started += 1
except RuntimeError:
    print("no more threads")
print("ESCAPED" if started > 200 else "few were started", flush=True)
os._exit(0)
