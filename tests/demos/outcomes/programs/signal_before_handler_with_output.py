# The same with output before: a, and the signal before it, after it, or after the handler is installed.
# Installed: h before k, for the child is waited for.
#
# stdout: "" signal 10
# stdout: "a" signal 10
# stdout: "ahk" exit 0
import os
import signal

parent = os.getpid()
if os.fork() == 0:
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
os.write(1, b"a")
signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"h"))
os.wait()
os.write(1, b"k")
