# The parent looks once. If the child is a zombie by then, it reaps it and ends; else it polls for another
# child's end, which never comes, because that one waits for a signal.
#
# stdout: "d" exit 0
# stdout: "a" never ends
import os
import signal

waiting = os.fork()
if waiting == 0:
    signal.pause()
child = os.fork()
if child == 0:
    os._exit(0)
if os.waitpid(child, os.WNOHANG)[0]:
    os.write(1, b"d")
    os.kill(waiting, signal.SIGTERM)
else:
    os.write(1, b"a")
    while os.waitpid(waiting, os.WNOHANG) == (0, 0):
        pass
