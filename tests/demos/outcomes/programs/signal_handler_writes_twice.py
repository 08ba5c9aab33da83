# While the handler writes t and u, the main program does not go on; the parent does: p is anywhere. The child's
# own: a, and tu before or after it, or not at all. The parent sends before p, so before p there may be all.
#
# stdout: ("t" "u" "a" | "p") exit 0
# stdout: ("a" "t" "u" | "p") exit 0
# stdout: ("a" | "p") exit 0
import os
import signal


def handle(*_):
    os.write(1, b"t")
    os.write(1, b"u")


signal.signal(signal.SIGTERM, handle)
child = os.fork()
if child == 0:
    os.write(1, b"a")
    os._exit(0)
os.kill(child, signal.SIGTERM)
os.write(1, b"p")
os.waitpid(child, 0)
