# Only the child makes its group: if the parent is first, there is none to end, and it ends the child by its PID.
#
# stdout: "group" exit 0
# stdout: "no group" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    signal.pause()
try:
    os.killpg(child, signal.SIGTERM)
    os.write(1, b"group")
except ProcessLookupError:
    os.write(1, b"no group")
    os.kill(child, signal.SIGTERM)
os.wait()
