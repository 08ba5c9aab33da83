# SIGKILL for a group finds each of its processes where it is: before its letter or after it, or at its end.
#
# stdout: "p" exit 0
# stdout: "ap" exit 0
# stdout: "bp" exit 0
# stdout: "abp" exit 0
# stdout: "bap" exit 0
import os
import signal

group = 0
for letter in (b"a", b"b"):
    pid = os.fork()
    if pid == 0:
        os.write(1, letter)
        os._exit(0)
    group = group or pid
    os.setpgid(pid, group)
os.killpg(group, signal.SIGKILL)
os.wait()
os.wait()
os.write(1, b"p")
