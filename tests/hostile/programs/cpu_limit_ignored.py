# /// hostile
# why = "SIGXCPU can be ignored; the bound cannot."
# ends = ["cpu-time"]
# limits = { cpu_seconds = 0.2 }
# orders = ["usual", "natural"]
# ///
import signal
import threading

for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)


def burn():
    while True:
        pass


for _ in range(4):
    threading.Thread(target=burn).start()
