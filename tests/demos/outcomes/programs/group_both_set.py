# As shells do it: parent and child both make the group, so that it is there for either. The same in every order.
#
# stdout: "group" exit 0
import os
import signal

child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    signal.pause()
os.setpgid(child, child)
os.killpg(child, signal.SIGTERM)
os.wait()
os.write(1, b"group")
