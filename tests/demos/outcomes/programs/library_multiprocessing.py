# Process is fork, is_alive a look that does not wait, join a wait. c before the look: then the child has ended
# by the look, or not. c after the look: then it was alive. exitcode is that of sys.exit.
#
# stdout: "c alive 3" exit 0
# stdout: "c ended 3" exit 0
# stdout: " alivec 3" exit 0
import multiprocessing
import os
import sys


def work() -> None:
    os.write(1, b"c")
    sys.exit(3)


if __name__ == "__main__":
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    os.write(1, b" alive" if process.is_alive() else b" ended")
    process.join()
    os.write(1, b" %d" % process.exitcode)
