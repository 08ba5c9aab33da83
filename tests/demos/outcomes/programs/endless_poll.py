# The child waits for a signal that nobody sends; the parent polls for its end.
#
# stdout: "c" never ends
import os
import signal

child = os.fork()
if child == 0:
    os.write(1, b"c")
    signal.pause()
while os.waitpid(child, os.WNOHANG) == (0, 0):
    pass
