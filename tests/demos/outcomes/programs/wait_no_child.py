# No child, no wait: ECHILD, at once. After the one child is reaped, again.
#
# stdout: "nyn" exit 0
import os


def wait() -> None:
    try:
        os.wait()
        os.write(1, b"y")
    except ChildProcessError:
        os.write(1, b"n")


wait()
if os.fork() == 0:
    os._exit(0)
wait()
wait()
