# b is in the buffer of both, and follows at each one's exit what that one writes directly.
# Two processes w, b each: the second w comes before or after the first b.
#
# stdout: "wbwb" exit 0
# stdout: "wwbb" exit 0
import os

print("b", end="")
os.fork()
os.write(1, b"w")
