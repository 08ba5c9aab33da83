"""A Queue sends copies: what one process does to an object, the other one does not see."""

import multiprocessing
import os
import sys

# Send each line at once, so that the order of events can be seen.
sys.stdout.reconfigure(line_buffering=True)


def work(queue):
    numbers = queue.get()  # blocks until something comes
    numbers.append(99)
    print(f"worker: PID {os.getpid()} has made it {numbers}")


if __name__ == "__main__":
    # Make the child with fork; since Python 3.14 that is no longer the default on Linux.
    multiprocessing.set_start_method("fork")
    queue = multiprocessing.Queue()
    worker = multiprocessing.Process(target=work, args=(queue,))
    worker.start()

    numbers = [1, 2, 3]
    queue.put(numbers)  # a thread turns it into bytes (pickles it) and writes them to a pipe
    worker.join()
    print(f"main:   PID {os.getpid()} still has {numbers}")
