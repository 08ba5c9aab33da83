# /// hostile
# why = "Sleeps as long as a number can be, from many at once."
# ends = ["wall-time"]
# limits = { wall_seconds = 0.3 }
# orders = ["usual", "natural"]
# ///
import os
import select
import threading
import time

os.fork()
os.fork()
threading.Thread(target=time.sleep, args=(9_000_000_000,)).start()
select.select([], [], [], 9_000_000_000)
