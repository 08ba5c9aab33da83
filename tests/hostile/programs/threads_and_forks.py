# /// hostile
# why = "Threads that fork, exec and end their process at the same moment."
# ends = ["exited *", "signaled *", "processes"]
# limits = { processes = 24 }
# orders = ["usual", "random", "natural"]
# prints = ["racing"]
# ///
import os
import sys
import threading
import time

print("racing", flush=True)


def fork(n):
    for _ in range(5):
        if (pid := os.fork()) == 0:
            os._exit(n)
        os.waitpid(pid, 0)


def become():
    time.sleep(0.01)
    os.execv(sys.executable, ["python3", "-I", "-S", "-c", "print('became')"])


for n in range(4):
    threading.Thread(target=fork, args=(n,)).start()
threading.Thread(target=become).start()
time.sleep(0.02)
os._exit(0)
