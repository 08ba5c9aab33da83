# The handler writes t and the child goes on: t is before a, between, after b; or SIGTERM comes too late.
#
# stdout: "tab" exit 0
# stdout: "atb" exit 0
# stdout: "abt" exit 0
# stdout: "ab" exit 0
import os
import signal

signal.signal(signal.SIGTERM, lambda *_: os.write(1, b"t"))
child = os.fork()
if child == 0:
    os.write(1, b"a")
    os.write(1, b"b")
    os._exit(0)
os.kill(child, signal.SIGTERM)
os.waitpid(child, 0)
