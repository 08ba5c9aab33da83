# /// hostile
# why = "Every number there is, each in a process of its own, with arguments of three kinds."
# ends = ["exited 0"]
# limits = { wall_seconds = 30.0, cpu_seconds = 20.0 }
# orders = ["usual", "natural"]
# prints = ["called"]
# ///
import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
page = ctypes.create_string_buffer(4096)
BLOCK = {"x86_64": {34, 130}, "aarch64": {133}}[os.uname().machine]
called = 0
for arguments in ((0, 0, 0, 0, 0, 0), (-1, -1, -1, -1, -1, -1), (page, page, page, page, page, page)):
    if os.fork() == 0:  # One that may be damaged by what it calls.
        for number in range(0, 470):
            if (child := os.fork()) == 0:
                signal.setitimer(signal.ITIMER_REAL, 0.05)
                libc.syscall(number, *arguments)
                os._exit(0)
            os.waitpid(child, 0)
        os._exit(7)
    status = os.wait()[1]
    called += 470
print("called", called)
