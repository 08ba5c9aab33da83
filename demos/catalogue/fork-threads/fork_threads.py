"""fork copies one thread only, and all locks as they are: somebody may be missing."""

import os
import sys
import threading

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

lock = threading.Lock()
locked = threading.Event()
finish = threading.Event()


def hold_the_lock():
    with lock:
        locked.set()
        finish.wait()


thread = threading.Thread(target=hold_the_lock)
thread.start()
locked.wait()

child = os.fork()  # only the thread that calls it goes on in the child
if child == 0:
    print(f"child:  number of threads {threading.active_count()}, locked? {lock.locked()}")
    # Without the time limit this would never return.
    print(f"child:  did I get the lock within 1 s? {lock.acquire(timeout=1)}")
    os._exit(0)

os.waitpid(child, 0)
print(f"parent: number of threads {threading.active_count()}, locked? {lock.locked()}")
finish.set()
thread.join()
print(f"parent: did I get the lock within 1 s? {lock.acquire(timeout=1)}")
