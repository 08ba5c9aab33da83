# /// hostile
# why = "Timers of all kinds, as many and as fast as the kernel gives: their signals must not fill its memory."
# ends = ["exited 0", "signaled SIGALRM"]
# orders = ["usual", "natural"]
# prints = ["timers"]
# ///
import ctypes
import os
import signal
import struct
import time

libc = ctypes.CDLL(None, use_errno=True)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, 34, 35})
TIMER_CREATE, TIMER_SETTIME = {"x86_64": (222, 223), "aarch64": (107, 110)}[os.uname().machine]
timers = 0
soon = struct.pack("qqqq", 0, 1, 0, 1)
for _ in range(5000):
    event = struct.pack("QiiQ", 0, 34 + timers % 2, 0, 0) + bytes(40)
    number = ctypes.c_int()
    if libc.syscall(TIMER_CREATE, 1, event, ctypes.byref(number)) < 0:
        break
    libc.syscall(TIMER_SETTIME, number.value, 0, soon, None)
    timers += 1
TIMERFD_CREATE, TIMERFD_SETTIME = {"x86_64": (283, 286), "aarch64": (85, 86)}[os.uname().machine]
descriptors = 0
while (descriptor := libc.syscall(TIMERFD_CREATE, 1, 0)) >= 0:
    libc.syscall(TIMERFD_SETTIME, descriptor, 0, soon, None)
    descriptors += 1
for kind in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
    signal.signal({0: signal.SIGALRM, 1: signal.SIGVTALRM, 2: signal.SIGPROF}[kind], lambda *_: None)
    signal.setitimer(kind, 1e-6, 1e-6)
sum(range(10**6))
time.sleep(0.05)
os.write(1, b"timers %d, descriptors %d" % (timers, descriptors))
if timers > 1000 or descriptors > 1000:
    os.write(1, b"ESCAPED")
os._exit(0)
