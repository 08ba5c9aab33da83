# Who sleeps equally long wakes up in either order.
#
# stdout: "ab" exit 0
# stdout: "ba" exit 0
# sleeps: trusted
# stdout: "ab" exit 0
# stdout: "ba" exit 0
import os
import time

for letter in (b"a", b"b"):
    if os.fork() == 0:
        time.sleep(1)
        os.write(1, letter)
        os._exit(0)
os.wait()
os.wait()
