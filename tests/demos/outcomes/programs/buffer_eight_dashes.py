# Four processes end, each with two dashes in its buffer: one printed by itself or an ancestor in each round.
#
# stdout: "--------" exit 0
import os

for _ in range(2):
    print("-", end="")
    os.fork()
