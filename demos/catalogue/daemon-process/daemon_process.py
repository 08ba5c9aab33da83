"""multiprocessing: a daemon process is ended when the program that made it exits."""

import multiprocessing
import os
import sys
import time

# Send each line at once, so that the order of events can be seen.
sys.stdout.reconfigure(line_buffering=True)

DAEMON = 1  # 1 for a daemon process, 0 for a usual one


def work():
    for step in range(1, 5):
        time.sleep(0.2)
        print(f"worker: PID {os.getpid()} has done step {step} of 4")


if __name__ == "__main__":
    # Make the child with fork; since Python 3.14 that is no longer the default on Linux.
    multiprocessing.set_start_method("fork")
    worker = multiprocessing.Process(target=work, daemon=bool(DAEMON))
    worker.start()
    time.sleep(0.5)
    print(f"main:   my last line, and I did not join PID {worker.pid}")
    # At exit, multiprocessing ends daemon processes with SIGTERM, and waits for all others.
