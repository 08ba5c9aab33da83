"""multiprocessing.Process: a function that runs in a process of its own."""

import multiprocessing
import os
import sys
import time

# Send each line at once, so that the order of events can be seen.
sys.stdout.reconfigure(line_buffering=True)

SECONDS = 0.5  # how long the worker works


def work(seconds, answer):
    print(f"worker: I am PID {os.getpid()}, my parent is {os.getppid()}")
    time.sleep(seconds)
    return answer  # nobody gets this: to send a result, use a Queue or a Pipe


if __name__ == "__main__":
    # Make the child with fork; since Python 3.14 that is no longer the default on Linux.
    multiprocessing.set_start_method("fork")
    process = multiprocessing.Process(target=work, args=(SECONDS, 42), name="worker")
    print(f"made:    name {process.name}, pid {process.pid}, exitcode {process.exitcode}")
    process.start()
    print(f"started: name {process.name}, pid {process.pid}, exitcode {process.exitcode}")
    process.join()  # block until the process has ended, and reap it
    print(f"joined:  name {process.name}, pid {process.pid}, exitcode {process.exitcode}")
