"""A Pool has a fixed number of worker processes, which share the tasks."""

import multiprocessing
import os
import sys
import time

# Send each line at once, so that the order of events can be seen.
sys.stdout.reconfigure(line_buffering=True)

WORKERS = 2
TASKS = 6


def square(number):
    time.sleep(0.2)
    print(f"worker: PID {os.getpid()} does task {number}")
    return number * number


if __name__ == "__main__":
    # Make the workers with fork; since Python 3.14 that is no longer the default on Linux.
    context = multiprocessing.get_context("fork")
    with context.Pool(WORKERS) as pool:
        # Who does which task is open, but the results come in the order of the tasks.
        results = pool.map(square, range(TASKS), chunksize=1)
        pool.close()  # no more tasks: the workers may end
        pool.join()
    print(f"main:   {TASKS} tasks, {WORKERS} processes: {results}")
