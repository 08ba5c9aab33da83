# The same without a wait: two flushes, in either order.
#
# stdout: "acap" exit 0
# stdout: "apac" exit 0
import os

print("a", end="")
if os.fork() == 0:
    print("c", end="")
else:
    print("p", end="")
