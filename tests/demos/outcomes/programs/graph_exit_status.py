# CS:APP, "waitprob1". Child: 1, Bye, exit 2. Parent: 0, then when it has reaped the child its status 2, Bye,
# exit 2. Only the parent's 0 is free: before, between or after the child's two.
#
# stdout: "Hello " ("1 " "Bye " | "0 ") "2 " "Bye " exit 2
import os
import sys


def say(text: object) -> None:
    print(text, end=" ", flush=True)


say("Hello")
pid = os.fork()
say(int(not pid))
if pid:
    _, status = os.waitpid(-1, 0)
    if os.WIFEXITED(status):
        say(os.WEXITSTATUS(status))
say("Bye")
sys.exit(2)
