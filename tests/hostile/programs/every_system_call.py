# /// hostile
# why = "Every number there is, with arguments of three kinds; a process that a call ends or blocks is replaced."
# ends = ["exited 0"]
# limits = { wall_seconds = 30.0, cpu_seconds = 20.0 }
# orders = ["usual", "natural"]
# prints = ["called 1410"]
# ///
import ctypes
import mmap
import os
import signal

NUMBERS, AT_A_TIME = 470, 10
libc = ctypes.CDLL(None, use_errno=True)
page = ctypes.create_string_buffer(4096)
progress = mmap.mmap(-1, 4096)  # Shared: the number that was called last, which a dead process cannot tell.
called = 0


def reached():
    return int.from_bytes(progress[:8], "little")


for arguments in ((0, 0, 0, 0, 0, 0), (-1, -1, -1, -1, -1, -1), (page, page, page, page, page, page)):
    first = 0
    while first < NUMBERS:
        progress[:8] = first.to_bytes(8, "little")
        last = min(first - first % AT_A_TIME + AT_A_TIME, NUMBERS) - 1
        if (child := os.fork()) == 0:
            own = os.getpid()
            for number in range(first, last + 1):
                progress[:8] = number.to_bytes(8, "little")
                signal.setitimer(signal.ITIMER_REAL, 0.03)  # Its signal ends the process.
                libc.syscall(number, *arguments)
                if os.getpid() != own:
                    break  # That was a fork.
            os._exit(0)
        os.waitpid(child, 0)
        done = min(max(first, reached()), last) + 1 - first
        called += done
        first += done
print("called", called)
