# Four children, each with one text, reaped by plain waits: every order, 4! = 24. Who is reaped when, nobody can
# see.
#
# stdout: ("0" | "1" | "2" | "3") exit 0
import os

for number in range(4):
    if os.fork() == 0:
        os.write(1, str(number).encode())
        os._exit(0)
for _ in range(4):
    os.wait()
