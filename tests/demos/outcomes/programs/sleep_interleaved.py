# Trusted, the child writes at seconds 1 and 2, the parent at second 1.5. Ignored, p is anywhere.
#
# stdout: ("a" "b" | "p") exit 0
# sleeps: trusted
# stdout: "apb" exit 0
import os
import time

if os.fork() == 0:
    for letter in (b"a", b"b"):
        time.sleep(1)
        os.write(1, letter)
    os._exit(0)
time.sleep(1.5)
os.write(1, b"p")
os.wait()
