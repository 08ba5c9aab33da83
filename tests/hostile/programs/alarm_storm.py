# /// hostile
# why = "Alarms faster than anything can be done between them; a clock that jumps to each never gets anywhere else."
# ends = ["exited 0", "wall-time", "cpu-time"]
# limits = { wall_seconds = 0.5, cpu_seconds = 0.5 }
# orders = ["usual", "natural"]
# prints = ["set"]
# ///
import signal
import time

alarms = 0


def handle(*_):
    global alarms
    alarms += 1


signal.signal(signal.SIGALRM, handle)
print("set", flush=True)
signal.setitimer(signal.ITIMER_REAL, 0.000001, 0.000001)
for _ in range(2000):
    time.sleep(0.01)
print(alarms > 0)
