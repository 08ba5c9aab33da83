# /// hostile
# why = "With PID 1 the kernel ends everybody: it must not be had from inside."
# ends = ["exited 0"]
# prints = ["PID 1 lives"]
# orders = ["usual", "natural"]
# ///
import ctypes
import os
import signal

libc = ctypes.CDLL(None)
TGKILL, SIGQUEUE = {"x86_64": (234, 129), "aarch64": (131, 138)}[os.uname().machine]
info = (ctypes.c_int * 32)(signal.SIGKILL, 0, -1, 0, 1)
for number in (
    signal.SIGKILL,
    signal.SIGTERM,
    signal.SIGINT,
    signal.SIGSEGV,
    signal.SIGABRT,
    signal.SIGSTOP,
    signal.SIGTRAP,
):
    os.kill(1, number)
    libc.syscall(TGKILL, 1, 1, int(number))
    info[0] = number
    libc.syscall(SIGQUEUE, 1, int(number), ctypes.byref(info))
    signal.pidfd_send_signal(os.pidfd_open(1), number)
for _ in range(20):
    if os.fork() == 0:
        if os.fork() == 0:
            os._exit(0)  # PID 1 must reap it.
        os._exit(0)
    os.wait()
os.kill(1, 0)
print("PID 1 lives")
