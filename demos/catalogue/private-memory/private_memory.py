"""After fork each process has memory of its own: what one changes, the other does not see."""

import os
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

scores = [1, 2, 3]
address = id(scores)  # in CPython this is where the list lies in memory

child = os.fork()
if child == 0:
    scores.append(4)
    print(f"child:  {scores}, same address as before the fork: {id(scores) == address}")
    os._exit(0)

os.waitpid(child, 0)  # from here on the child has made its change, for sure
print(f"parent: {scores}, same address as before the fork: {id(scores) == address}")
