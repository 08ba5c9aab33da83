# Sleep sort. Ignored: 3! orders. Trusted: sorted.
#
# stdout: ("1" | "2" | "3") exit 0
# sleeps: trusted
# stdout: "123" exit 0
import os
import time

for number in (3, 1, 2):
    if os.fork() == 0:
        time.sleep(number)
        os.write(1, b"%d" % number)
        os._exit(0)
for _ in range(3):
    os.wait()
