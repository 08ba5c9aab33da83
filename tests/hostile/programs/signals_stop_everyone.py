# /// hostile
# why = "A process that is stopped cannot be waited for, and a tracer that is mistaken about it waits for ever."
# ends = ["wall-time", "deadlock"]
# limits = { wall_seconds = 0.3 }
# orders = ["usual", "natural"]
# prints = ["stopping"]
# ///
import os
import signal

for _ in range(3):
    if os.fork() == 0:
        while True:
            os.kill(os.getpid(), signal.SIGSTOP)
print("stopping", flush=True)
for _ in range(20):
    os.kill(-1, signal.SIGSTOP)
    os.kill(-1, signal.SIGCONT)
os.kill(1, signal.SIGSTOP)
os.kill(-1, signal.SIGSTOP)
os.kill(os.getpid(), signal.SIGSTOP)
