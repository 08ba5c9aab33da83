# Round 0: the two processes that there are each write 0, then fork. Round 1: each of the four writes 1.
# So each 0 brings two 1s after it: of the first three 1s, the third needs the second 0 before it.
#
# stdout: "001111" exit 0
# stdout: "010111" exit 0
# stdout: "011011" exit 0
import os

for level in range(2):
    os.fork()
    os.write(1, str(level).encode())
