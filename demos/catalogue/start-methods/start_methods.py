"""fork, spawn, forkserver: how multiprocessing makes a child, and what that one knows."""

import multiprocessing
import os
import sys

# Send each line at once, so that the order of events can be seen.
sys.stdout.reconfigure(line_buffering=True)

word = "as in the file"


def work(method):
    print(f"{method:10} PID {os.getpid()}, parent {os.getppid()}: word is {word!r}")


# A child that is not a fork imports this file: only the main program may go on here.
if __name__ == "__main__":
    word = "changed by main"
    print(f"main       PID {os.getpid()}: word is {word!r}")
    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        process = context.Process(target=work, args=(method,))
        process.start()
        process.join()
