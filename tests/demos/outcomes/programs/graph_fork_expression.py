# fork() and fork() or fork(): the parent forks A and, as that is true, B, which is true as well: done, one x.
# A gets 0 from the first fork, skips the second and makes a child by the third: two x.
# B gets 0 from the second fork, and makes a child by the third too: two x. Five in all.
#
# stdout: "xxxxx" exit 0
import os

os.fork() and os.fork() or os.fork()
os.write(1, b"x")
