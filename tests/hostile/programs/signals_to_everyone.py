# /// hostile
# why = "kill(-1) reaches every process that one may signal: here none but the run's own."
# ends = ["exited 0", "signaled SIGKILL"]
# prints = ["shooting"]
# orders = ["usual", "natural"]
# ///
import os
import signal

children = []
for _ in range(3):
    if (pid := os.fork()) == 0:
        signal.pause()
    children.append(pid)
print("shooting", flush=True)
for target in (1, -1, *range(3, 300), *range(-300, -3)):
    if target in (-os.getpid(), -os.getpgrp()):
        continue
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(target, number)
        except OSError:
            pass
for pid in children:
    os.waitpid(pid, 0)
if os.path.exists("/proc/1"):
    print("PID 1 lives")
else:
    print("ESCAPED: PID 1 is dead")
