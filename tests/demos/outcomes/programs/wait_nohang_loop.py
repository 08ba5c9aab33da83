# The loop ends when the child is a zombie, and it has written before. How many rounds, nobody prints.
#
# stdout: "cp" exit 0
import os

child = os.fork()
if child == 0:
    os.write(1, b"c")
    os._exit(0)
while os.waitpid(child, os.WNOHANG) == (0, 0):
    pass
os.write(1, b"p")
