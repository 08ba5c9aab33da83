# How often the parent has looked before the child was a zombie may be any number: there is no end of outcomes.
#
# unexplorable: polls
# stdout: "some" exit 0
# stdout: "none" exit 0
import os

child = os.fork()
if child == 0:
    os._exit(0)
looks = 0
while os.waitpid(child, os.WNOHANG) == (0, 0):
    looks += 1
os.write(1, b"some" if looks else b"none")
