# p comes when one of the children has ended, so after its letter; q when both have.
#
# stdout: "apbq" exit 0
# stdout: "bpaq" exit 0
# stdout: "abpq" exit 0
# stdout: "bapq" exit 0
import os

for letter in (b"a", b"b"):
    if os.fork() == 0:
        os.write(1, letter)
        os._exit(0)
os.wait()
os.write(1, b"p")
os.wait()
os.write(1, b"q")
