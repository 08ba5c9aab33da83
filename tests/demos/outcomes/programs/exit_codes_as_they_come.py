# wait() reaps whoever is a zombie. When there is one only, it is that one: each of the 3! orders of ending shows.
#
# stdout: ("1" | "2" | "3") exit 0
import os

for code in (1, 2, 3):
    if os.fork() == 0:
        os._exit(code)
for _ in range(3):
    _, status = os.wait()
    os.write(1, b"%d" % os.WEXITSTATUS(status))
