# Flushed before the fork, a is written once, and first.
#
# stdout: "acp" exit 0
# stdout: "apc" exit 0
import os

print("a", end="", flush=True)
if os.fork() == 0:
    print("c", end="")
else:
    print("p", end="")
